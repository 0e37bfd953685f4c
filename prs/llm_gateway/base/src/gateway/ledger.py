"""What the calls of each tenant have cost, in one SQLite file."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from gateway.asks import Usage
from gateway.errors import LedgerError

SCHEMA = """
CREATE TABLE IF NOT EXISTS calls (
    tenant TEXT NOT NULL, prompt_tokens INTEGER NOT NULL, completion_tokens INTEGER NOT NULL,
    nano_dollars INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS calls_of_tenant ON calls (tenant);
"""


class Ledger:
    """Writes down every billed call; SQLite blocks, so it works in a thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._connect() as connection:
            connection.executescript(SCHEMA)

    async def charge(self, tenant: str, usage: Usage) -> None:
        """Write down what one call of the tenant was billed, also for a caller that gives up."""
        writing = asyncio.create_task(asyncio.to_thread(self._charge, tenant, usage))
        try:
            await asyncio.shield(writing)
        except asyncio.CancelledError:
            await asyncio.wait({writing})
            raise

    async def spent(self, tenant: str) -> int:
        """Return what the tenant has spent so far, in nano-dollars."""
        return await asyncio.to_thread(self._spent, tenant)

    @contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        """One transaction: commits at the end, rolls back on an error, always closes."""
        try:
            with closing(sqlite3.connect(self._path)) as connection, connection:
                yield connection
        except sqlite3.Error as error:
            raise LedgerError("the ledger cannot be used now") from error

    def _charge(self, tenant: str, usage: Usage) -> None:
        with self._connect() as connection:
            connection.execute(
                "INSERT INTO calls VALUES (?, ?, ?, ?)",
                (tenant, usage.prompt_tokens, usage.completion_tokens, usage.cost),
            )

    def _spent(self, tenant: str) -> int:
        with self._connect() as connection:
            row = connection.execute(
                "SELECT coalesce(sum(nano_dollars), 0) FROM calls WHERE tenant = ?", (tenant,)
            ).fetchone()
        return int(row[0])
