"""The bill is read before the request and written back after it."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.races import STALE_READ_ACROSS_AWAIT
from checker.rules.rule import Severity
from solutions.rag_index.places import EMBEDDING

SIGNATURE = "    async def _request(self, texts: list[str]) -> list[Vector]:\n"
READ = "        billed = self.tokens\n"
WRITTEN = "        self.tokens = billed + (response.usage.prompt_tokens or 0)\n"

DEFECT = Defect(
    slug="tokens-read-too-early",
    rule=STALE_READ_ACROSS_AWAIT,
    severity=Severity.MAJOR,
    changes=(
        Edit(path=EMBEDDING, clean=SIGNATURE, flawed=SIGNATURE + READ),
        Edit(
            path=EMBEDDING,
            clean="        self.tokens += response.usage.prompt_tokens or 0\n",
            flawed=WRITTEN,
        ),
    ),
    explanation="self.tokens is read before the await and written back after it: requests that "
    "are under way together overwrite each other's count. Add to it after the await.",
    checks=(
        HiddenTest(node_id="test_embedding.py::test_what_is_under_way_together_is_billed_together"),
    ),
    right_fixes=(
        Fix(
            name="read and written in one go",
            replacements=(
                Replacement(path=EMBEDDING, old=READ, new=""),
                Replacement(
                    path=EMBEDDING,
                    old=WRITTEN,
                    new="        self.tokens = self.tokens + (response.usage.prompt_tokens or 0)\n",
                ),
            ),
        ),
        Fix(
            name="a method that counts",
            replacements=(
                Replacement(path=EMBEDDING, old=READ, new=""),
                Replacement(
                    path=EMBEDDING,
                    old=WRITTEN,
                    new="        self._bill(response.usage.prompt_tokens)\n",
                ),
                Replacement(
                    path=EMBEDDING,
                    old="    def _batches(self",
                    new="    def _bill(self, tokens: int | None) -> None:\n"
                    "        self.tokens += tokens or 0\n\n"
                    "    def _batches(self",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="read behind the gate, still before the answer",
            replacements=(
                Replacement(path=EMBEDDING, old=READ, new=""),
                Replacement(
                    path=EMBEDDING,
                    old="        async with self._gate:\n",
                    new="        async with self._gate:\n            billed = self.tokens\n",
                ),
            ),
        ),
    ),
)
