"""The current time is a default argument, read once when the module is imported."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric
from checker.rules.conventions import DEFAULT_EVALUATED_ONCE
from checker.rules.rule import Severity
from solutions.llm_gateway.places import SERVING

SIGNATURE = "    def health(self, now: float = time.monotonic()) -> Health:\n"
UPTIME = "            uptime_s=now - self._opened_at,\n"

DEFECT = Defect(
    slug="uptime-stands-still",
    rule=DEFAULT_EVALUATED_ONCE,
    severity=Severity.MINOR,
    group="uptime",
    changes=(
        Edit(path=SERVING, clean="    def health(self) -> Health:\n", flawed=SIGNATURE),
        Edit(
            path=SERVING,
            clean="            uptime_s=self._clock() - self._opened_at,\n",
            flawed=UPTIME,
        ),
    ),
    explanation="The default of now is evaluated once, when the module is imported: uptime_s is the "
    "same negative number for ever. Read the clock inside the method.",
    checks=(HiddenTest(node_id="test_closing.py::test_the_uptime_grows"),),
    rubric=Rubric(
        what=(
            "default argument",
            "default value",
            "default of now",
            "default is evaluated",
            "defaults are evaluated",
            "evaluated once",
            "evaluated at import",
            "evaluated when",
            "in the signature",
            "now: float",
            "now = time.monotonic",
        ),
        why=(
            "once",
            "at import",
            "import time",
            "imported",
            "definition time",
            "when the function is defined",
            "never changes",
            "stands still",
            "constant",
            "frozen",
            "same value",
            "always the same",
            "negative",
        ),
        fix=(
            "inside the method",
            "inside the function",
            "in the body",
            "none as default",
            "default to none",
            "self._clock",
            "read the clock",
        ),
        paraphrases=(
            (
                "Default arguments are evaluated once at import, so now never changes and uptime_s is "
                "always the same."
            ),
            "now evaluated once at definition time",
            (
                "Read self._clock() inside the method, the default value is computed when the module is "
                "imported."
            ),
            "Isn't this default evaluated only once? Then the uptime is frozen.",
            (
                "Classic: time.monotonic() in the signature is a constant from then on. Use None as "
                "default and read the clock in the body."
            ),
            "The default value of now is calculated one time only, so uptime is always same.",
        ),
        forbidden=("mutable default",),
        near_misses=("now should be keyword-only.",),
    ),
    right_fixes=(
        Fix(
            name="None as default",
            replacements=(
                Replacement(
                    path=SERVING,
                    old=SIGNATURE,
                    new="    def health(self, now: float | None = None) -> Health:\n",
                ),
                Replacement(
                    path=SERVING,
                    old=UPTIME,
                    new="            uptime_s=(self._clock() if now is None else now) "
                    "- self._opened_at,\n",
                ),
            ),
        ),
        Fix(
            name="no parameter",
            replacements=(
                Replacement(path=SERVING, old=SIGNATURE, new="    def health(self) -> Health:\n"),
                Replacement(
                    path=SERVING,
                    old=UPTIME,
                    new="            uptime_s=time.monotonic() - self._opened_at,\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="another clock, read once",
            replacements=(
                Replacement(
                    path=SERVING,
                    old=SIGNATURE,
                    new="    def health(self, now: float = time.perf_counter()) -> Health:\n",
                ),
            ),
        ),
    ),
)
