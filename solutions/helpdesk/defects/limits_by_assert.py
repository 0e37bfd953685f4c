"""The new settings are checked by an assert."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric
from checker.rules.failures import ASSERTED_INPUT
from checker.rules.rule import Severity
from solutions.helpdesk.places import SETTINGS

FLAWED = """\
        lowest = min(self.embed_batch, self.max_in_flight, self.max_tool_rounds)
        assert lowest >= 1, "the limits of the desk must be 1 or more"
"""

DEFECT = Defect(
    slug="limits-by-assert",
    rule=ASSERTED_INPUT,
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
    rubric=Rubric(
        what=(
            "assert",
            "assertion error",
            "assertion|assertions",
            "config error & assert|instead|raise|above|other|traceback",
            "raise config error|exception|real|proper",
            "optimised|optimized|optimize|optimise|optimization|-O",
            (
                "validation|check "
                "disappear|vanish|lost|gone|stripped|removed|disabled|skipped|optimised"
            ),
        ),
        why=(
            "-O",
            "optimised|optimized|optimize|optimise|optimization",
            "stripped|removed|disabled|lost|turned off|disappear|gone",
            "config error",
            (
                "not handled|caught|catched|helpdesk error|for input|for "
                "validate|check|input|used|enough|user"
            ),
            "traceback",
            "assertion error & not|user|traceback|cli|main|instead",
            "input|environment|configuration|user supplied|setting|settings|config",
            "real|proper exception",
            "like above|others",
        ),
        fix=(
            "config error",
            "raise",
            "exception",
            "if & raise",
            "like above|other|others",
            "real|proper exception|check",
        ),
        paraphrases=(
            "assert is removed with python -O; raise ConfigError for a bad setting.",
            "validation by assert",
            "The CLI handles ConfigError, an AssertionError ends in a traceback.",
            "Shouldn't this raise ConfigError like the checks above?",
            "Don't use assert to validate configuration, it may be disabled.",
            "The assert is not good for verify the input of user.",
            "Under -O nobody checks the limits any more.",
            (
                "A wrong setting ends in a traceback of AssertionError, the command expects"
                " ConfigError."
            ),
        ),
        forbidden=(
            "upper bound",
            "test without",
            "missing assert",
            "pydantic",
        ),
        near_misses=(
            "There should be an upper bound for the limits too.",
            "The assert message should name the variable that is wrong.",
        ),
    ),
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
