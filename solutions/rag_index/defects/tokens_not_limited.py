"""Batches are bounded by the number of texts alone, and the API refuses them for their tokens."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.requests import OVERSIZED_REQUEST
from checker.rules.rule import Severity
from solutions.rag_index.places import EMBEDDING, SETTINGS

FLAWED = """\
        for text in texts:
            if len(batch) == self._settings.embed_texts:
                yield batch
                batch = []
            batch.append(text)
"""

DEFECT = Defect(
    slug="tokens-not-limited",
    rule=OVERSIZED_REQUEST,
    severity=Severity.MAJOR,
    group="batching",
    changes=(
        Edit(
            path=EMBEDDING,
            clean="""\
        size = 0
        for text in texts:
            tokens = len(text) // CHARS_A_TOKEN + 1
            full = len(batch) == self._settings.embed_texts
            if batch and (full or size + tokens > self._settings.embed_tokens):
                yield batch
                batch, size = [], 0
            batch.append(text)
            size += tokens
""",
            flawed=FLAWED,
        ),
        Edit(
            path=EMBEDDING,
            clean="\nCHARS_A_TOKEN = 3  # fewer than in most texts: an estimate should not be too "
            "low\n",
            flawed="",
        ),
    ),
    sites=(Site(path=SETTINGS, text="embed_tokens: int = 8_000"),),
    explanation="A batch is bounded by the number of texts only and embed_tokens is never used: "
    "long passages exceed the API's token limit and the whole request is refused. Count tokens too.",
    checks=(
        HiddenTest(node_id="test_embedding.py::test_a_request_holds_no_more_tokens_than_allowed"),
    ),
    right_fixes=(
        Fix(
            name="the sum over the batch",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old="            if len(batch) == self._settings.embed_texts:\n",
                    new="            held = sum(len(each) for each in [*batch, text])\n"
                    "            full = len(batch) == self._settings.embed_texts\n"
                    "            if batch and (full or held > 3 * self._settings.embed_tokens - "
                    "3 * len(batch)):\n",
                ),
            ),
        ),
        Fix(
            name="a count beside the batch",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old=FLAWED,
                    new="        left = self._settings.embed_tokens\n"
                    "        for text in texts:\n"
                    "            needed = _tokens(text)\n"
                    "            if batch and (needed > left or len(batch) == "
                    "self._settings.embed_texts):\n"
                    "                yield batch\n"
                    "                batch, left = [], self._settings.embed_tokens\n"
                    "            batch.append(text)\n"
                    "            left -= needed\n",
                ),
                Replacement(
                    path=EMBEDDING,
                    old="class Embedder:",
                    new="def _tokens(text: str) -> int:\n    return len(text) // 3 + 1\n\n\n"
                    "class Embedder:",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="only the next text is looked at",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old="            if len(batch) == self._settings.embed_texts:\n",
                    new="            large = len(text) // 3 > self._settings.embed_tokens\n"
                    "            if large or len(batch) == self._settings.embed_texts:\n",
                ),
            ),
        ),
    ),
)
