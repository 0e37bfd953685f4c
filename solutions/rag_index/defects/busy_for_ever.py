"""A document whose update failed stays marked as busy."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.resources import CLEANUP_SKIPPED_ON_FAILURE
from checker.rules.rule import Severity
from solutions.rag_index.places import SYNC

CLEAN = """\
        try:
            chunks = split(document, self._index.settings.chunk_chars)
            vectors = await self._vectors(chunks)
            await self._index.store.replace(
                document,
                [(chunk, vectors[chunk.digest]) for chunk in chunks],
                model=self._index.settings.embed_model,
                fingerprint=self._fingerprint(document),
            )
        finally:
            self._updating.discard(document.id)
"""
FLAWED = """\
        chunks = split(document, self._index.settings.chunk_chars)
        vectors = await self._vectors(chunks)
        await self._index.store.replace(
            document,
            [(chunk, vectors[chunk.digest]) for chunk in chunks],
            model=self._index.settings.embed_model,
            fingerprint=self._fingerprint(document),
        )
        self._updating.discard(document.id)
"""
BODY = CLEAN.partition("        finally")[0].replace("        try:\n", "")

DEFECT = Defect(
    slug="busy-for-ever",
    rule=CLEANUP_SKIPPED_ON_FAILURE,
    severity=Severity.MAJOR,
    group="updating",
    changes=(Edit(path=SYNC, clean=CLEAN, flawed=FLAWED),),
    explanation="When embedding or storing fails, the discard is skipped and the document stays "
    "in _updating: every later update ends in BusyError. Discard it in a finally block.",
    checks=(HiddenTest(node_id="test_update.py::test_a_failed_update_can_be_tried_again"),),
    right_fixes=(
        Fix(
            name="a context manager",
            replacements=(
                Replacement(
                    path=SYNC,
                    old="        self._updating.add(document.id)\n" + FLAWED,
                    new="        with self._marked(document.id):\n" + BODY,
                ),
                Replacement(
                    path=SYNC,
                    old="    async def _vectors(self",
                    new="    @contextmanager\n"
                    "    def _marked(self, document_id: str) -> Iterator[None]:\n"
                    "        self._updating.add(document_id)\n"
                    "        try:\n"
                    "            yield\n"
                    "        finally:\n"
                    "            self._updating.discard(document_id)\n\n"
                    "    async def _vectors(self",
                ),
            ),
            imports=(
                "from collections.abc import Iterator",
                "from contextlib import contextmanager",
            ),
        ),
        Fix(
            name="cleared before it is raised again",
            replacements=(
                Replacement(
                    path=SYNC,
                    old=FLAWED,
                    new="        try:\n"
                    + BODY
                    + "        except BaseException:\n"
                    + "            self._updating.discard(document.id)\n"
                    + "            raise\n"
                    + "        self._updating.discard(document.id)\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="cleared once the vectors are there",
            replacements=(
                Replacement(
                    path=SYNC,
                    old="        vectors = await self._vectors(chunks)\n",
                    new="        vectors = await self._vectors(chunks)\n"
                    "        self._updating.remove(document.id)\n",
                ),
            ),
        ),
    ),
)
