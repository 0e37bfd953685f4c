"""Tickets, answers and orders in one SQLite file."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from helpdesk.errors import TicketNotFoundError
from helpdesk.tickets import Draft, Order, PastAnswer, Status, Ticket

SCHEMA = """
CREATE TABLE IF NOT EXISTS tickets (
    id TEXT PRIMARY KEY, customer TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'open'
);
CREATE TABLE IF NOT EXISTS answers (
    ticket_id TEXT PRIMARY KEY REFERENCES tickets (id), answer TEXT NOT NULL,
    answered_at TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS orders (
    id TEXT PRIMARY KEY, customer TEXT NOT NULL, status TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS drafts (
    ticket_id TEXT PRIMARY KEY REFERENCES tickets (id), text TEXT NOT NULL,
    written_at TEXT NOT NULL
);
"""


class TicketStore:
    """Reads and writes the desk's data; SQLite blocks, so every method uses a worker thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._connect() as connection:
            connection.executescript(SCHEMA)

    async def add(self, ticket: Ticket) -> None:
        """Store a new ticket."""
        await asyncio.to_thread(self._add, ticket)

    async def add_order(self, order: Order) -> None:
        """Store an order, or what is new about it."""
        await asyncio.to_thread(self._add_order, order)

    async def get(self, ticket_id: str) -> Ticket:
        """Return a ticket; raise TicketNotFoundError if there is none."""
        return await asyncio.to_thread(self._get, ticket_id)

    async def open_tickets(self) -> list[Ticket]:
        """Return the tickets that wait for an answer, oldest first."""
        return await asyncio.to_thread(self._open_tickets)

    async def order(self, order_id: str) -> Order | None:
        """Return an order of any customer: who may see it is for the caller to decide."""
        return await asyncio.to_thread(self._order, order_id)

    async def save_answer(self, ticket_id: str, answer: str) -> None:
        """Store the answer that was sent and close the ticket."""
        await asyncio.to_thread(self._save_answer, ticket_id, answer)

    async def past_answers(self) -> list[PastAnswer]:
        """Return everything answered so far, oldest first."""
        return await asyncio.to_thread(self._past_answers)

    async def draft_of(self, ticket_id: str) -> Draft | None:
        """Return the draft that waits for approval, if there is one."""
        return await asyncio.to_thread(self._draft_of, ticket_id)

    async def save_draft(self, draft: Draft) -> None:
        """Store a draft and mark its ticket as drafted: both, or neither."""
        await asyncio.to_thread(self._save_draft, draft)

    async def export_drafts(self, path: Path) -> int:
        """Write all drafts as JSON lines and return how many; an old file is replaced whole."""
        return await asyncio.to_thread(self._export_drafts, path)

    @contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        """One transaction: commits at the end, rolls back on an error, always closes."""
        connection = sqlite3.connect(self._path)
        connection.row_factory = sqlite3.Row
        try:
            with connection:
                yield connection
        finally:
            connection.close()

    def _add(self, ticket: Ticket) -> None:
        with self._connect() as connection:
            connection.execute(
                "INSERT INTO tickets VALUES (?, ?, ?, ?, ?)",
                (ticket.id, ticket.customer, ticket.subject, ticket.body, ticket.status),
            )

    def _add_order(self, order: Order) -> None:
        with self._connect() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO orders VALUES (?, ?, ?)",
                (order.id, order.customer, order.status),
            )

    def _get(self, ticket_id: str) -> Ticket:
        with self._connect() as connection:
            row = connection.execute("SELECT * FROM tickets WHERE id = ?", (ticket_id,)).fetchone()
        if row is None:
            raise TicketNotFoundError(f"there is no ticket {ticket_id}")
        return _ticket(row)

    def _open_tickets(self) -> list[Ticket]:
        with self._connect() as connection:
            rows = connection.execute(
                "SELECT * FROM tickets WHERE status = ? ORDER BY rowid", (Status.OPEN,)
            ).fetchall()
        return [_ticket(row) for row in rows]

    def _order(self, order_id: str) -> Order | None:
        with self._connect() as connection:
            row = connection.execute("SELECT * FROM orders WHERE id = ?", (order_id,)).fetchone()
        return None if row is None else Order(**dict(row))

    def _save_answer(self, ticket_id: str, answer: str) -> None:
        with self._connect() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO answers VALUES (?, ?, ?)",
                (ticket_id, answer, datetime.now(tz=UTC).isoformat()),
            )
            connection.execute(
                "UPDATE tickets SET status = ? WHERE id = ?", (Status.ANSWERED, ticket_id)
            )

    def _past_answers(self) -> list[PastAnswer]:
        with self._connect() as connection:
            rows = connection.execute(
                "SELECT tickets.id, tickets.body, answers.answer, answers.answered_at FROM answers"
                " JOIN tickets ON tickets.id = answers.ticket_id ORDER BY answers.answered_at"
            ).fetchall()
        return [
            PastAnswer(
                ticket_id=row["id"],
                question=row["body"],
                answer=row["answer"],
                answered_at=datetime.fromisoformat(row["answered_at"]),
            )
            for row in rows
        ]

    def _draft_of(self, ticket_id: str) -> Draft | None:
        with self._connect() as connection:
            row = connection.execute(
                "SELECT * FROM drafts WHERE ticket_id = ?", (ticket_id,)
            ).fetchone()
        return None if row is None else _draft(row)

    def _save_draft(self, draft: Draft) -> None:
        with self._connect() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO drafts VALUES (?, ?, ?)",
                (draft.ticket_id, draft.text, draft.written_at.isoformat()),
            )
            connection.execute(
                "UPDATE tickets SET status = ? WHERE id = ?", (Status.DRAFTED, draft.ticket_id)
            )

    def _export_drafts(self, path: Path) -> int:
        with self._connect() as connection:
            rows = connection.execute("SELECT * FROM drafts ORDER BY rowid").fetchall()
        partial = path.with_name(f"{path.name}.partial")
        with partial.open("w", encoding="utf-8") as lines:
            for row in rows:
                lines.write(json.dumps(dict(row), ensure_ascii=False) + "\n")
        os.replace(partial, path)
        return len(rows)


def _draft(row: sqlite3.Row) -> Draft:
    return Draft(**{**dict(row), "written_at": datetime.fromisoformat(row["written_at"])})


def _ticket(row: sqlite3.Row) -> Ticket:
    return Ticket(**{**dict(row), "status": Status(row["status"])})
