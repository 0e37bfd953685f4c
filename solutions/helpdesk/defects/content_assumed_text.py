"""Whatever a stream's delta holds is yielded as if it were text."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric
from checker.rules.mistral import CONTENT_ASSUMED_TEXT
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
    rubric=Rubric(
        what=(
            "content none|unset|list|chunks|not|empty|may|can|type|other",
            "not|always|only|guaranteed str|string|text",
            "none|unset|list|chunks & content|yield|delta|string|str|text|print|piece|chunk",
            "isinstance|type check",
            "no|missing|without check|isinstance|guard|type",
            "check content|type|isinstance|str|string|whether|none|empty",
            "yield none|unset|list|non|everything|unchecked|empty",
            "first event|chunk|delta|piece",
            "unset",
            "delta.content & none|list|unset|check|string|type|str",
            "role only|no content",
            "get|see|receive none|unset|list",
            "event not|without text|content",
            "list of chunks|parts",
        ),
        why=(
            "none",
            "unset",
            "list",
            "chunks",
            "not str|string|text|always",
            "first event|chunk|delta",
            "role",
            "crash|break|fail|type_error|attribute",
            "print none|unset|list",
            "reasoning model|magistral|think",
            "empty",
            "caller|cli|consumer expect|get|print",
            "promise str|text",
            "join",
        ),
        fix=(
            "isinstance",
            "check type|str|string|before|whether|content|none",
            "only yield|str|string|text",
            "skip|filter|ignore none|unset|empty|non|other|list",
            "guard",
            "if content",
            "only strings|text",
        ),
        paraphrases=(
            (
                "delta.content can be None, Unset or a list of chunks; only strings should "
                "be yielded."
            ),
            "content is not always a string here",
            (
                "The first event has only a role and no content, so this yields Unset and "
                "the CLI prints it."
            ),
            "Shouldn't we check isinstance(content, str) before the yield?",
            "With reasoning models the content is a list of chunks: the caller expects str.",
            "The content may be empty or None, it must be verified before give it out.",
            (
                "What arrives in delta.content need not be text: None, Unset and lists must"
                " be filtered out."
            ),
            "Without a type check the CLI prints None for the first event.",
        ),
        forbidden=(
            "rename",
            "strip",
            "choices may|can|could be empty",
            "escape|escaped",
        ),
        near_misses=(
            "Strip the content before you yield it.",
            "Empty lines between pieces should be removed.",
        ),
    ),
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
