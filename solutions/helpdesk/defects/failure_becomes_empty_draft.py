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
            'return|returning|returned empty|blank|""',
            "empty|blank string|text|draft|reply|answer|result|stored|saved|returned",
            "return & not|instead raise|raising",
            "must|should|need|has raise",
            "raise answer error",
            "raise instead|here",
            (
                "fail|failure|error "
                "hide|hidden|swallow|look|treated|reported|becomes|not|turned & "
                "empty|success|draft|raise|normal|drafted|return|string"
            ),
            "draft|text|reply|answer empty|blank",
            "look like|as success",
            "rounds exhausted|run out|used up|end & raise|fail|error|empty|draft|hide",
            "hide|mask fail",
        ),
        why=(
            "empty|blank draft|string|text|reply|answer saved|stored|persist|is",
            "stored|saved|store|save|persist|marked as|draft|drafted|like",
            "success|successful|drafted|normal|valid|well",
            "hide fail",
            "fail hidden|hide|not|silent",
            "not notice|see|know|told|failure|distinguish|reported|raise|shown",
            "silently|silent|unnoticed",
            "agent|caller get|find|see|not",
            "failures",
            "not reply|answer|draft|error",
            "as if",
        ),
        fix=(
            "raise",
            "answer error",
            "exception",
            "report failure|error",
            "fail",
        ),
        paraphrases=(
            (
                "After the last tool round this returns an empty string, which gets saved "
                "as an empty draft instead of being reported as a failure."
            ),
            "failure turned into an empty draft",
            "Raise AnswerError here, an empty reply is no draft.",
            ("Why return an empty text? The ticket is then marked as drafted and nobody notices."),
            "Running out of rounds is an error and must not look like success.",
            "It return empty string when the model gives no answer, the error is hidden.",
            ("If the model never gives an answer, a blank text is stored as if all went well."),
            "An exhausted loop must raise and not return empty text.",
        ),
        forbidden=(
            "return none",
            "not reached|unreachable",
            "for else",
        ),
        near_misses=(
            "Return None here and not an empty string, that is typed better.",
            "This line is unreachable, the loop always returns before.",
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
