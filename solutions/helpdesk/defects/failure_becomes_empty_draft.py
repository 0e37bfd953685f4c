"""A model that only calls tools ends in an empty draft, stored as if it were a reply."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.failures import FAILURE_RETURNED_AS_RESULT
from checker.rules.rule import Severity
from solutions.helpdesk.places import DRAFTING

FLAWED = '        return ""\n'

DEFECT = Defect(
    slug="failure-becomes-empty-draft",
    rule=FAILURE_RETURNED_AS_RESULT,
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
