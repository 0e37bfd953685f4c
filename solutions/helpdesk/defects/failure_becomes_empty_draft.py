"""A model that only calls tools ends in an empty draft, stored as if it were a reply."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric
from checker.rules.failures import FAILURE_AS_RESULT
from checker.rules.rule import Severity
from solutions.helpdesk.places import DRAFTING

FLAWED = '        return ""\n'

DEFECT = Defect(
    slug="failure-becomes-empty-draft",
    rule=FAILURE_AS_RESULT,
    severity=Severity.BLOCKER,
    group="tool-loop",
    changes=(
        Edit(
            path=DRAFTING,
            clean='        raise AnswerError(f"ticket {ticket.id}: the model only calls tools")\n',
            flawed=FLAWED,
        ),
    ),
    explanation="When the tool rounds run out an empty string is returned: an empty draft is "
    "stored and the failure is hidden. Raise AnswerError instead.",
    checks=(HiddenTest(node_id="test_tools.py::test_no_answer_is_no_draft"),),
    rubric=Rubric(
        what=(
            "empty string",
            "empty draft",
            "empty text",
            "empty reply",
            "empty answer",
            "empty result",
            "returns nothing",
            "blank draft",
            'return ""',
        ),
        why=(
            "hides failure",
            "failure hidden",
            "hidden",
            "stored",
            "saved",
            "looks like success",
            "as if",
            "not reported",
            "silently",
            "masks",
            "never noticed",
            "swallows",
            "customer gets",
            "treated as a draft",
        ),
        fix=(
            "raise answererror",
            "raise an error",
            "raise instead",
            "should raise",
            "must raise",
            "raise error",
            "report failure",
        ),
        paraphrases=(
            (
                "After the last tool round this returns an empty string, which gets saved as an empty "
                "draft instead of being reported as a failure."
            ),
            "failure turned into an empty draft",
            "Raise AnswerError here, an empty reply is no draft.",
            "Why return an empty text? The ticket is then marked as drafted and nobody notices.",
            "Running out of rounds is an error and must not look like success.",
            "It return empty string when the model gives no answer, the error is hidden.",
        ),
    ),
    right_fixes=(
        Fix(
            name="an error of its own class",
            replacements=(
                Replacement(
                    path=DRAFTING, old=FLAWED, new="        raise NoReplyError(ticket.id)\n"
                ),
                Replacement(
                    path=DRAFTING,
                    old="class Drafter:",
                    new="class NoReplyError(AnswerError):\n"
                    '    """The model used up its rounds without a reply."""\n\n\n'
                    "class Drafter:",
                ),
            ),
        ),
        Fix(
            name="empty text is refused where it is stored",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old="        draft = Draft(ticket_id=ticket_id, text=text,",
                    new="        if not text:\n"
                    '            raise AnswerError(f"ticket {ticket_id}: no reply")\n'
                    "        draft = Draft(ticket_id=ticket_id, text=text,",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="some text instead of none",
            replacements=(
                Replacement(path=DRAFTING, old=FLAWED, new='        return "(no reply)"\n'),
            ),
        ),
    ),
)
