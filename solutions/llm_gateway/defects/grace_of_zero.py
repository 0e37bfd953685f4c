"""A grace of 0 is taken for the default."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.rule import Severity
from checker.rules.validation import ZERO_TREATED_AS_MISSING
from solutions.llm_gateway.places import SERVING

FLAWED = "        grace_s = grace_s or self._settings.grace_s\n"

DEFECT = Defect(
    slug="grace-of-zero",
    rule=ZERO_TREATED_AS_MISSING,
    severity=Severity.MINOR,
    group="drain",
    changes=(
        Edit(
            path=SERVING,
            clean="        grace_s = self._settings.grace_s if grace_s is None else grace_s\n",
            flawed=FLAWED,
        ),
    ),
    explanation="0 is falsy: drain(grace_s=0), which means at once, waits the 20 s of the settings. "
    "Compare grace_s with None.",
    checks=(HiddenTest(node_id="test_closing.py::test_no_grace_is_no_grace"),),
    right_fixes=(
        Fix(
            name="asked in two steps",
            replacements=(
                Replacement(
                    path=SERVING,
                    old=FLAWED,
                    new="        if grace_s is None:\n"
                    "            grace_s = self._settings.grace_s\n",
                ),
            ),
        ),
        Fix(
            name="a method that knows the default",
            replacements=(
                Replacement(
                    path=SERVING, old=FLAWED, new="        grace_s = self._grace(grace_s)\n"
                ),
                Replacement(
                    path=SERVING,
                    old="    def _admit(self",
                    new="    def _grace(self, asked_s: float | None) -> float:\n"
                    "        return asked_s if asked_s is not None else self._settings.grace_s\n\n"
                    "    def _admit(self",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="only what is positive",
            replacements=(
                Replacement(
                    path=SERVING,
                    old=FLAWED,
                    new="        if grace_s is None or grace_s <= 0:\n"
                    "            grace_s = self._settings.grace_s\n",
                ),
            ),
        ),
    ),
)
