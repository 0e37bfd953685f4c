"""The current time is a default argument, read once when the module is imported."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
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
