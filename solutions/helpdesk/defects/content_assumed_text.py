"""Whatever a stream's delta holds is yielded as if it were text."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.answers import CONTENT_ASSUMED_TEXT
from checker.rules.rule import Severity
from solutions.helpdesk.places import DRAFTING

FLAWED = "                    yield choice.delta.content\n"

DEFECT = Defect(
    slug="content-assumed-text",
    rule=CONTENT_ASSUMED_TEXT,
    severity=Severity.MAJOR,
    changes=(
        Edit(
            path=DRAFTING,
            clean="                    if isinstance(choice.delta.content, str) "
            "and choice.delta.content:\n"
            "                        yield choice.delta.content\n",
            flawed=FLAWED,
        ),
    ),
    explanation="delta.content may be Unset, None or a list of chunks, not only text: the first "
    "event carries only a role. Check with isinstance before yielding.",
    checks=(HiddenTest(node_id="test_stream.py::test_only_text_is_given_out"),),
    right_fixes=(
        Fix(
            name="bound to a name first",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new="                    match choice.delta.content:\n"
                    "                        case str() as text if text:\n"
                    "                            yield text\n",
                ),
            ),
        ),
        Fix(
            name="a helper that reads the text of a delta",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new="                    for text in _texts(choice.delta.content):\n"
                    "                        yield text\n",
                ),
                Replacement(
                    path=DRAFTING,
                    old="class Drafter:",
                    new="def _texts(content: object) -> list[str]:\n"
                    "    if isinstance(content, str):\n"
                    "        return [content] if content else []\n"
                    "    chunks = content if isinstance(content, list) else []\n"
                    "    return [each.text for each in chunks if isinstance(each, TextChunk)]\n\n\n"
                    "class Drafter:",
                ),
            ),
            imports=("from mistralai.client.models import TextChunk",),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="whatever it is, as text",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new="                    if choice.delta.content:\n"
                    "                        yield str(choice.delta.content)\n",
                ),
            ),
        ),
    ),
)
