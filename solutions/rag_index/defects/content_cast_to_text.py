"""What the model said is called a text by a cast, whatever it is."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.rule import Severity
from checker.rules.typing_faults import SUPPRESSED_TYPE_ERROR
from solutions.rag_index.places import ANSWERING

TEXT = '        text = cast("str", choice.message.content if choice.message else "")\n'
ASKED = '        if choice.finish_reason != "stop" or not text.strip():\n'

DEFECT = Defect(
    slug="content-cast-to-text",
    rule=SUPPRESSED_TYPE_ERROR,
    severity=Severity.MINOR,
    imports=("from typing import cast",),
    changes=(
        Edit(
            path=ANSWERING,
            clean="        text = choice.message.content if choice.message else None\n",
            flawed=TEXT,
        ),
        Edit(
            path=ANSWERING,
            clean='        if choice.finish_reason != "stop" or not isinstance(text, str) '
            "or not text.strip():\n",
            flawed=ASKED,
        ),
    ),
    explanation="cast only silences mypy: content may be None or a list of chunks, and then "
    "text.strip raises AttributeError instead of NoAnswerError. Ask with isinstance.",
    checks=(HiddenTest(node_id="test_answers.py::test_an_answer_without_text_is_none"),),
    right_fixes=(
        Fix(
            name="asked in two steps",
            replacements=(
                Replacement(
                    path=ANSWERING,
                    old=TEXT,
                    new="        said = choice.message.content if choice.message else None\n"
                    '        text = said if isinstance(said, str) else ""\n',
                ),
            ),
        ),
        Fix(
            name="matched",
            replacements=(
                Replacement(
                    path=ANSWERING,
                    old=TEXT,
                    new="        text = _text_of(choice.message.content if choice.message "
                    "else None)\n",
                ),
                Replacement(
                    path=ANSWERING,
                    old="def _citations(",
                    new="def _text_of(content: object) -> str:\n"
                    "    match content:\n"
                    "        case str():\n"
                    "            return content\n"
                    "        case _:\n"
                    '            return ""\n\n\n'
                    "def _citations(",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="an ignore comment instead",
            replacements=(
                Replacement(
                    path=ANSWERING,
                    old=TEXT,
                    new="        text: str = choice.message.content  # type: ignore\n",
                ),
            ),
        ),
        Fix(
            name="None alone",
            replacements=(
                Replacement(
                    path=ANSWERING,
                    old=TEXT,
                    new='        text = cast("str", (choice.message and choice.message.content) '
                    'or "")\n',
                ),
            ),
        ),
    ),
)
