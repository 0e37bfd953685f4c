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
        what=(
            "from none",
            (
                "cause|context|original|chain|exception|error|reason|traceback|details "
                "lost|lose|hidden|hide|missing|thrown|gone|swallow|not shown|removed"
            ),
            (
                "lose|hide|remove|drop|suppress|swallow "
                "cause|context|original|chain|chaining|exception|reason|traceback|details|underlying"
            ),
            "from error",
            "raise from",
            "chain|keep|preserve|bind error|exception|cause|original|it|chaining",
            "keep cause|original|exception|error",
            "not chain|chained|keep|show|see|know cause|original|reason|why|context|api",
            "original|underlying error|exception|mistral error",
        ),
        why=(
            "lose",
            "cause",
            "log|logs",
            "debug|debugging|diagnose|diagnostics|diagnosis|find out|investigate|analyse",
            "not tell|know|see|find|show|distinguish|longer",
            "original|underlying",
            "traceback",
            "chain|chaining",
            "contributing",
            "reason|why",
            "context",
            "401|403|429|503|status|outage",
            "hide",
            "details",
        ),
        fix=(
            "from error",
            "from exc|e|err",
            "chain|keep|preserve|bind",
            "as error",
            "like|as other|below",
            "remove from none",
            "not from none",
        ),
        paraphrases=(
            (
                "from None hides the original exception, use from error so the cause is "
                "kept for the log."
            ),
            "exception cause is lost",
            "Please chain the error: raise ... from error.",
            "Why suppress the cause here? We can't tell a 401 from a 503 any more.",
            "The context of the API error is discarded, debugging will be hard.",
            "With from None we don't know anymore why it has failed.",
            "Here the reason is cut off, the log shows only our own message.",
            "Why suppress the context? The handler below keeps it with from error.",
        ),
        forbidden=(
            "from error & expose|leak",
            "from error show",
            "so hide it",
            "should be retried",
        ),
        near_misses=(
            "from error shows the API's answer to the user, better hide it.",
            "MistralError should be retried before we give up.",
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
