"""What the store keeps of tickets, answers, orders and drafts."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Player
from solutions.helpdesk.scenes import WATCHED, at_the_desk

pytestmark = pytest.mark.target("helpdesk.store:TicketStore.save_draft")

BEGUN = """
    from datetime import UTC, datetime
    store, when = desk.store, datetime(2026, 1, 1, 8, 30, tzinfo=UTC)
    packed = Order(id="A-1", customer="ada@example.com", status="packed")
    foreign = Order(id="B-2", customer="bob@example.com", status="returned")
"""


def test_no_method_of_the_store_blocks_the_loop(player: Player) -> None:
    scenario = at_the_desk(
        BEGUN
        + """
    from pathlib import Path
    asked = {
        "add": store.add(ticket(2)),
        "add_order": store.add_order(packed),
        "get": store.get("t-1"),
        "open_tickets": store.open_tickets(),
        "order": store.order("A-1"),
        "save_answer": store.save_answer("t-2", "Sent."),
        "past_answers": store.past_answers(),
        "save_draft": store.save_draft(Draft(ticket_id="t-1", text="Hi", written_at=when)),
        "draft_of": store.draft_of("t-1"),
        "export_drafts": store.export_drafts(Path("drafts.jsonl")),
    }
    for name, work in asked.items():
        watched.append(name)
        await work
        watched.clear()
    return blocking
    """
    )
    blocking = sorted({*player.run(WATCHED + scenario, tickets=1)})
    assert blocking == [], f"the event loop waits for the database: {', '.join(blocking)}"


def test_the_store_gives_back_what_was_stored_last(player: Player) -> None:
    kept = player.run(
        at_the_desk(
            BEGUN
            + """
    for text in ("First.", "Second."):
        await store.save_answer("t-2", text)
        await store.save_draft(Draft(ticket_id="t-3", text=text, written_at=when))
    for order in (foreign, packed, Order(id="A-1", customer="ada@example.com", status="sent")):
        await store.add_order(order)
    [past] = await store.past_answers()
    draft, orders = await store.draft_of("t-3"), [await store.order(n) for n in ("A-1", "B-2")]
    return {
        "open": [each.id for each in await store.open_tickets()],
        "status": [str((await store.get(f"t-{n}")).status) for n in (1, 2, 3)],
        "answer": [past.ticket_id, past.question, past.answer],
        "zone": past.answered_at.utcoffset() is not None,
        "orders": [[order.id, order.customer, order.status] for order in orders],
        "draft": [draft.ticket_id, draft.text, draft.written_at == when],
        "none": [await store.draft_of("t-1"), await store.order("C-3")],
    }
    """
        ),
        tickets=3,
    )
    assert kept == {
        "open": ["t-1"],
        "status": ["open", "answered", "drafted"],
        "answer": ["t-2", "Where is parcel number 2?", "Second."],
        "zone": True,
        "orders": [["A-1", "ada@example.com", "sent"], ["B-2", "bob@example.com", "returned"]],
        "draft": ["t-3", "Second.", True],
        "none": [None, None],
    }


def test_an_answer_that_cannot_be_stored_leaves_nothing_behind(player: Player) -> None:
    outcome = player.run(
        at_the_desk("""
            import os
            import sqlite3

            def opened():
                links = []
                for each in os.listdir("/proc/self/fd"):
                    try:
                        links.append(os.readlink(f"/proc/self/fd/{each}"))
                    except OSError:
                        pass  # that of the listing itself
                return sum(link.endswith(desk.settings.database.name) for link in links)

            database = sqlite3.connect(desk.settings.database)
            with database:
                database.execute(
                    "CREATE TRIGGER full BEFORE UPDATE ON tickets BEGIN"
                    " SELECT RAISE(ABORT, 'disk full'); END"
                )
            database.close()
            before, failure = opened(), None
            try:
                await desk.store.save_answer("t-1", "Sent.")
            except Exception as error:
                failure = error  # kept, as a log would
            after = opened()
            return {
                "failed": failure is not None,
                "answers": len(await desk.store.past_answers()),
                "left open": after - before,
            }
        """),
        tickets=1,
    )
    assert outcome["failed"], "a failing statement went unnoticed"
    assert outcome["answers"] == 0, "the answer was stored although its ticket stays open"
    assert outcome["left open"] <= 0, "a connection to the database is still open after a failure"
