"""Keep the index like a folder of documents."""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rag_index import sources
from rag_index.chunking import split
from rag_index.documents import Chunk, Document
from rag_index.embedding import Vector
from rag_index.errors import BusyError, DocumentError, RagIndexError
from rag_index.index import Index

SUFFIXES = {".md", ".txt"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncReport:
    """What a run did, by document id in order; ``failures`` says why something was not done."""

    updated: tuple[str, ...]
    removed: tuple[str, ...]
    failures: Mapping[str, str]


class Syncer:
    """Brings documents into the index; passages that say the same as before are not paid again."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._updating: set[str] = set()
        self._turns = asyncio.Semaphore(index.settings.max_in_flight)

    async def sync(self, folder: Path) -> SyncReport:
        """Make the index say what the texts below ``folder`` say.

        A document that fails stays in the index as it was, and stops no other. Only what the
        index expects counts as a failure: a broken database ends the run. So does a folder that
        cannot be listed, before anything is done: nobody knows which of its documents are gone.
        """
        documents, failures = await asyncio.to_thread(_read_all, folder)
        known = await self._index.store.fingerprints()
        changed = [each for each in documents if known.get(each.id) != self._fingerprint(each)]
        results = await asyncio.gather(*map(self._in_turn, changed), return_exceptions=True)
        for document, result in zip(changed, results, strict=True):
            if isinstance(result, RagIndexError):
                failures[document.id] = str(result)
            elif result is not None:
                raise result
        gone = sorted(known.keys() - {each.id for each in documents} - failures.keys())
        await self._index.store.remove(gone)
        return SyncReport(
            updated=tuple(each.id for each in changed if each.id not in failures),
            removed=tuple(gone),
            failures=failures,
        )

    async def _in_turn(self, document: Document) -> None:
        """Update a document once few others are under way: each holds what the index knows."""
        async with self._turns:
            await self.update(document)

    async def update(self, document: Document) -> None:
        """Index one document anew, or leave it as it was if that fails."""
        if document.id in self._updating:
            raise BusyError(f"{document.id} is being indexed already")
        self._updating.add(document.id)
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

    async def _vectors(self, chunks: list[Chunk]) -> dict[str, Vector]:
        """Return the vectors of passages by digest, old ones where there are any."""
        known = await self._index.store.known_vectors(self._index.settings.embed_model)
        new = {chunk.digest: chunk.text for chunk in chunks if chunk.digest not in known}
        vectors = await self._index.embedder.embed(list(new.values()))
        return {**known, **dict(zip(new, vectors, strict=True))}

    def _fingerprint(self, document: Document) -> str:
        """Return a digest of all that decides what is stored for a document."""
        settings = self._index.settings
        parts = (settings.embed_model, str(settings.chunk_chars), document.title, document.text)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _read_all(folder: Path) -> tuple[list[Document], dict[str, str]]:
    """Return the documents below a folder, and by id why others cannot be read.

    Links that lead out of the folder are not followed.
    """
    documents: list[Document] = []
    failures: dict[str, str] = {}
    root = folder.resolve()
    for path in sorted(sources.below(root)):
        if path.suffix not in SUFFIXES or not Path(os.path.realpath(path)).is_relative_to(root):
            continue
        document_id = sources.id_of(path.relative_to(root))
        try:
            documents.append(sources.read(path, document_id))
        except DocumentError as error:
            failures[document_id] = str(error)
    return documents, failures
