"""A document whose update failed stays marked as busy."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric
from checker.rules.handling import CLEANUP_SKIPPED
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
    rule=CLEANUP_SKIPPED,
    severity=Severity.MAJOR,
    group="updating",
    changes=(Edit(path=SYNC, clean=CLEAN, flawed=FLAWED),),
    explanation="When embedding or storing fails, the discard is skipped and the document stays "
    "in _updating: every later update ends in BusyError. Discard it in a finally block.",
    checks=(HiddenTest(node_id="test_update.py::test_a_failed_update_can_be_tried_again"),),
    rubric=Rubric(
        what=(
            "_updating",
            "discard",
            "not in finally",
            "not in a finally",
            "no finally",
            "missing finally",
            "without finally",
            "try/finally",
            "stays marked",
            "stays busy",
            "never cleared",
            "mark is never",
            "cleanup",
        ),
        why=(
            "busyerror",
            "busy for ever",
            "busy forever",
            "forever",
            "for ever",
            "never again",
            "every later",
            "on error",
            "on an error",
            "when it fails",
            "if it fails",
            "if anything raises",
            "raises",
            "exception",
            "skipped",
            "cancelled",
        ),
        fix=("finally", "try/finally", "context manager", "with block", "also on errors"),
        paraphrases=(
            "discard belongs in a finally",
            (
                "If embedding raises, document.id is never discarded from _updating and each later "
                "update is refused with BusyError."
            ),
            "Please use try/finally around the work so that the mark is cleared when it fails.",
            (
                "What clears _updating when the API fails? It looks like the document stays busy "
                "forever."
            ),
            (
                "An exception skips the cleanup, so one failed update blocks the document until a "
                "restart."
            ),
            "Without finally the document rest busy after an error and can not be updated anymore.",
        ),
        forbidden=("race on _updating", "check and add are not atomic"),
        near_misses=("A lock for each document would be more usual.",),
    ),
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
