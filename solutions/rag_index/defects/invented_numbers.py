"""Numbers that the model made up are looked up as if they were passages."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.answers import INVENTED_REFERENCE_FOLLOWED
from checker.rules.rule import Severity
from solutions.rag_index.places import ANSWERING

FLAWED = "    return {number: passages[number - 1].chunk for number in numbers}\n"

DEFECT = Defect(
    slug="invented-numbers",
    rule=INVENTED_REFERENCE_FOLLOWED,
    severity=Severity.MAJOR,
    changes=(
        Edit(
            path=ANSWERING,
            clean="""\
    return {
        number: passages[number - 1].chunk for number in numbers if 1 <= number <= len(passages)
    }
""",
            flawed=FLAWED,
        ),
    ),
    explanation="The model may write a number that no passage has: [7] ends in an IndexError and "
    "[0] cites the last passage. Leave out numbers that are not between 1 and len(passages).",
    checks=(
        HiddenTest(node_id="test_answers.py::test_numbers_that_the_model_made_up_are_no_citations"),
    ),
    right_fixes=(
        Fix(
            name="looked up in what was shown",
            replacements=(
                Replacement(
                    path=ANSWERING,
                    old=FLAWED,
                    new="    shown = dict(enumerate(passages, start=1))\n"
                    "    return {number: shown[number].chunk for number in numbers "
                    "if number in shown}\n",
                ),
            ),
        ),
        Fix(
            name="checked by a function",
            replacements=(
                Replacement(
                    path=ANSWERING,
                    old=FLAWED,
                    new="    known = [number for number in numbers "
                    "if _is_shown(number, passages)]\n"
                    "    return {number: passages[number - 1].chunk for number in known}\n\n\n"
                    "def _is_shown(number: int, passages: Sequence[Hit]) -> bool:\n"
                    "    return 0 < number <= len(passages)\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="only the upper end",
            replacements=(
                Replacement(
                    path=ANSWERING,
                    old=FLAWED,
                    new="    last = len(passages)\n"
                    "    return {number: passages[number - 1].chunk for number in numbers "
                    "if number <= last}\n",
                ),
            ),
        ),
        Fix(
            name="round and round",
            replacements=(
                Replacement(
                    path=ANSWERING,
                    old=FLAWED,
                    new=FLAWED.replace("[number - 1]", "[(number - 1) % len(passages)]"),
                ),
            ),
        ),
    ),
)
