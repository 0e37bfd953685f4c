"""The error says that the model cannot be reached, and no longer why."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.handlers import LOST_EXCEPTION_CAUSE
from checker.rules.rule import Severity
from solutions.llm_gateway.places import UPSTREAM

RAISED = '                    raise UpstreamError("the model cannot be reached now")'
FLAWED = f"{RAISED} from None\n"

DEFECT = Defect(
    slug="cause-thrown-away",
    rule=LOST_EXCEPTION_CAUSE,
    severity=Severity.MINOR,
    changes=(Edit(path=UPSTREAM, clean=f"{RAISED} from error\n", flawed=FLAWED),),
    explanation="from None throws the error of the last attempt away: nobody can tell a wrong key "
    "from an outage any more. Raise from error.",
    checks=(HiddenTest(node_id="test_retries.py::test_the_cause_of_a_failure_is_kept"),),
    right_fixes=(
        Fix(
            name="chained by hand",
            replacements=(
                Replacement(
                    path=UPSTREAM,
                    old=FLAWED,
                    new='                    failure = UpstreamError("the model cannot be reached")\n'
                    "                    raise failure from error\n",
                ),
            ),
        ),
        Fix(
            name="raised in a method",
            replacements=(
                Replacement(
                    path=UPSTREAM,
                    old=FLAWED,
                    new="                    self._give_up(error)\n",
                ),
                Replacement(
                    path=UPSTREAM,
                    old="    def _worthwhile(self",
                    new="    def _give_up(self, error: Exception) -> NoReturn:\n"
                    '        raise UpstreamError("the model cannot be reached now") from error\n\n'
                    "    def _worthwhile(self",
                ),
            ),
            imports=("from typing import NoReturn",),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="its class in the text",
            replacements=(
                Replacement(
                    path=UPSTREAM,
                    old=FLAWED,
                    new="                    name = type(error).__name__\n"
                    '                    raise UpstreamError(f"not reached: {name}") from None\n',
                ),
            ),
        ),
    ),
)
