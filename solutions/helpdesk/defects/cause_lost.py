"""The stream's error says that the model cannot be reached, and no longer why."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric
from checker.rules.failures import LOST_CAUSE
from checker.rules.rule import Severity
from solutions.helpdesk.places import DRAFTING

RAISED = '                raise AnswerError(f"ticket {ticket_id}: the model cannot be reached now")'
FLAWED = f"            except MistralError:\n{RAISED} from None\n"

DEFECT = Defect(
    slug="cause-lost",
    rule=LOST_CAUSE,
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
    rubric=Rubric(
        what=("from none", "cause", "original error", "original exception", "exception chain"),
        why=(
            "lost",
            "lose",
            "thrown away",
            "throws away",
            "hides",
            "hidden",
            "suppress",
            "cannot debug",
            "debug",
            "log",
            "why it failed",
            "discards",
        ),
        fix=("from error", "from exc", "keep the cause", "chain", "raise from"),
        paraphrases=(
            (
                "from None hides the original exception, use from error so the cause is kept for the "
                "log."
            ),
            "exception cause is lost",
            "Please chain the error: raise ... from error.",
            "Why suppress the cause here? We can't tell a 401 from a 503 any more.",
            "The context of the API error is discarded, debugging will be hard.",
            "With from None we don't know anymore why it has failed.",
        ),
    ),
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
