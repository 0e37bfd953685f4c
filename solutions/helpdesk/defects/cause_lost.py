"""The stream's error says that the model cannot be reached, and no longer why."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.handlers import LOST_EXCEPTION_CAUSE
from checker.rules.rule import Severity
from solutions.helpdesk.places import DRAFTING

RAISED = '                raise AnswerError(f"ticket {ticket_id}: the model cannot be reached now")'
FLAWED = f"            except MistralError:\n{RAISED} from None\n"

DEFECT = Defect(
    slug="cause-lost",
    rule=LOST_EXCEPTION_CAUSE,
    severity=Severity.MINOR,
    changes=(
        Edit(
            path=DRAFTING,
            clean=f"            except MistralError as error:\n{RAISED} from error\n",
            flawed=FLAWED,
        ),
    ),
    explanation="from None throws the API's error away: the log can no longer tell a wrong key "
    "from an outage. Keep the cause with from error.",
    checks=(HiddenTest(node_id="test_stream.py::test_the_cause_of_a_failure_is_kept"),),
    right_fixes=(
        Fix(
            name="the error is called failure",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new=f"            except MistralError as failure:\n{RAISED} from failure\n",
                ),
            ),
        ),
        Fix(
            name="both kinds of failure in one clause",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new="            except MistralError as error:\n"
                    "                raise self._unreachable(ticket_id) from error\n",
                ),
                Replacement(
                    path=DRAFTING,
                    old="    async def _pieces(self",
                    new="    def _unreachable(self, ticket_id: str) -> AnswerError:\n"
                    '        return AnswerError(f"ticket {ticket_id}: the model cannot be reached '
                    'now")\n\n'
                    "    async def _pieces(self",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="the status in the text, still from None",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new="            except MistralError as error:\n"
                    '                text = f"ticket {ticket_id}: {error.status_code}"\n'
                    "                raise AnswerError(text) from None\n",
                ),
            ),
        ),
    ),
)
