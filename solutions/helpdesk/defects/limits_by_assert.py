"""The new settings are checked by an assert."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.rule import Severity
from checker.rules.validation import ASSERT_FOR_VALIDATION
from solutions.helpdesk.places import SETTINGS

FLAWED = """\
        lowest = min(self.embed_batch, self.max_in_flight, self.max_tool_rounds)
        assert lowest >= 1, "the limits of the desk must be 1 or more"
"""

DEFECT = Defect(
    slug="limits-by-assert",
    rule=ASSERT_FOR_VALIDATION,
    severity=Severity.MINOR,
    changes=(
        Edit(
            path=SETTINGS,
            clean="        if min(self.embed_batch, self.max_in_flight, self.max_tool_rounds) < 1:\n"
            '            raise ConfigError("the limits of the desk must be 1 or more")\n',
            flawed=FLAWED,
        ),
    ),
    explanation="An assert is no check of input: it is stripped by python -O, and raises "
    "AssertionError instead of the ConfigError that the command handles. Raise ConfigError.",
    checks=(HiddenTest(node_id="test_settings.py::test_limits_that_make_no_sense_are_refused"),),
    right_fixes=(
        Fix(
            name="each limit by itself",
            replacements=(
                Replacement(
                    path=SETTINGS,
                    old=FLAWED,
                    new='        for name in ("embed_batch", "max_in_flight", "max_tool_rounds"):\n'
                    "            if getattr(self, name) < 1:\n"
                    '                raise ConfigError(f"{name} must be 1 or more")\n',
                ),
            ),
        ),
        Fix(
            name="a function that checks",
            replacements=(
                Replacement(
                    path=SETTINGS,
                    old=FLAWED,
                    new="        _at_least_one(self.embed_batch, self.max_in_flight, "
                    "self.max_tool_rounds)\n",
                ),
                Replacement(
                    path=SETTINGS,
                    old="def _parse(",
                    new="def _at_least_one(*limits: int) -> None:\n"
                    "    if any(limit < 1 for limit in limits):\n"
                    '        raise ConfigError("the limits of the desk must be 1 or more")\n\n\n'
                    "def _parse(",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="another class that the command does not handle",
            replacements=(
                Replacement(
                    path=SETTINGS,
                    old='        assert lowest >= 1, "the limits of the desk must be 1 or more"\n',
                    new="        if lowest < 1:\n"
                    '            raise ValueError("the limits of the desk must be 1 or more")\n',
                ),
            ),
        ),
    ),
)
