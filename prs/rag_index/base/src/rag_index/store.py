"""Documents, their passages and the vectors of these, in SQLite."""

from __future__ import annotations

import asyncio
import sqlite3
import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from rag_index.documents import Chunk, Document, Indexed
from rag_index.embedding import Vector

SCHEMA = """
CREATE TABLE IF NOT EXISTS documents (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, fingerprint TEXT NOT NULL, indexed_at TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS chunks (
    document_id TEXT NOT NULL REFERENCES documents (id), number INTEGER NOT NULL,
    start INTEGER NOT NULL, text TEXT NOT NULL, digest TEXT NOT NULL,
    model TEXT NOT NULL, vector BLOB NOT NULL,
    PRIMARY KEY (document_id, number)
);
CREATE INDEX IF NOT EXISTS chunks_by_digest ON chunks (digest);
"""


class VectorStore:
    """One SQLite file; every public method works in a thread of its own."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._transaction() as connection:
            connection.executescript(SCHEMA)

    async def replace(
        self,
        document: Document,
        passages: Sequence[tuple[Chunk, Vector]],
        *,
        model: str,
        fingerprint: str = "",
    ) -> None:
        """Store a document with its passages instead of what was known of it, or nothing at all."""
        await asyncio.to_thread(self._replace, document, passages, model, fingerprint)

    async def remove(self, document_ids: Sequence[str]) -> None:
        """Forget some documents and their passages: all of them, or none."""
        await asyncio.to_thread(self._remove, document_ids)

    async def passages(self, model: str) -> list[tuple[Chunk, Vector]]:
        """Return all passages that have a vector of this model, in a steady order."""
        return await asyncio.to_thread(self._passages, model)

    async def documents(self) -> list[Indexed]:
        """Return what is known of every document, by id."""
        return await asyncio.to_thread(self._documents)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """Give a connection that commits at the end, rolls back on errors and is always closed."""
        connection = sqlite3.connect(self._path)
        connection.row_factory = sqlite3.Row
        try:
            with connection:
                yield connection
        finally:
            connection.close()

    def _replace(
        self,
        document: Document,
        passages: Sequence[tuple[Chunk, Vector]],
        model: str,
        fingerprint: str,
    ) -> None:
        now = datetime.now(tz=UTC).isoformat()
        with self._transaction() as connection:
            connection.execute("DELETE FROM chunks WHERE document_id = ?", (document.id,))
            connection.execute(
                "INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?)",
                (document.id, document.title, fingerprint, now),
            )
            connection.executemany(
                "INSERT INTO chunks VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        document.id,
                        chunk.number,
                        chunk.start,
                        chunk.text,
                        chunk.digest,
                        model,
                        _packed(vector),
                    )
                    for chunk, vector in passages
                ],
            )

    def _remove(self, document_ids: Sequence[str]) -> None:
        ids = [(document_id,) for document_id in document_ids]
        with self._transaction() as connection:
            connection.executemany("DELETE FROM chunks WHERE document_id = ?", ids)
            connection.executemany("DELETE FROM documents WHERE id = ?", ids)

    def _passages(self, model: str) -> list[tuple[Chunk, Vector]]:
        with self._transaction() as connection:
            rows = connection.execute(
                "SELECT * FROM chunks WHERE model = ? ORDER BY document_id, number", (model,)
            ).fetchall()
        return [(_chunk(row), _unpacked(row["vector"])) for row in rows]

    def _documents(self) -> list[Indexed]:
        with self._transaction() as connection:
            rows = connection.execute(
                "SELECT documents.*, count(chunks.number) AS passages FROM documents"
                " LEFT JOIN chunks ON chunks.document_id = documents.id"
                " GROUP BY documents.id ORDER BY documents.id"
            ).fetchall()
        return [_indexed(row) for row in rows]


def _chunk(row: sqlite3.Row) -> Chunk:
    return Chunk(
        document_id=row["document_id"],
        number=row["number"],
        start=row["start"],
        text=row["text"],
    )


def _indexed(row: sqlite3.Row) -> Indexed:
    return Indexed(
        id=row["id"],
        title=row["title"],
        passages=row["passages"],
        indexed_at=datetime.fromisoformat(row["indexed_at"]),
    )


def _packed(vector: Vector) -> bytes:
    return struct.pack(f"<{len(vector)}f", *vector)


def _unpacked(packed: bytes) -> Vector:
    return struct.unpack(f"<{len(packed) // 4}f", packed)
