from __future__ import annotations

import asyncio
from pathlib import Path

from fakes import ticket
from helpdesk.store import TicketStore
from helpdesk.tickets import Order


def test_the_oldest_ticket_comes_first(tmp_path: Path) -> None:
    async def scenario() -> list[str]:
        store = TicketStore(tmp_path / "desk.sqlite3")
        await store.add(ticket(2))
        await store.add(ticket(1))
        return [waiting.id for waiting in await store.open_tickets()]

    assert asyncio.run(scenario()) == ["t-2", "t-1"]


def test_an_answer_is_remembered(tmp_path: Path) -> None:
    async def scenario() -> list[str]:
        store = TicketStore(tmp_path / "desk.sqlite3")
        await store.add(ticket(1))
        await store.save_answer("t-1", "Sent.")
        return [past.answer for past in await store.past_answers()]

    assert asyncio.run(scenario()) == ["Sent."]


def test_orders_are_found_by_number(tmp_path: Path) -> None:
    async def scenario() -> list[Order | None]:
        store = TicketStore(tmp_path / "desk.sqlite3")
        await store.add_order(Order(id="A-17", customer="ada@example.com", status="shipped"))
        return [await store.order("A-17"), await store.order("A-18")]

    assert [order and order.status for order in asyncio.run(scenario())] == ["shipped", None]
