from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

from fakes import FakeApi, desk, says, settings, ticket
from helpdesk.drafting import Drafter, DraftRun
from helpdesk.tickets import Order


def run(api: FakeApi, folder: Path, *, tickets: int, **changes: Any) -> DraftRun:
    async def scenario() -> DraftRun:
        async with desk(api, settings(folder, **changes)) as opened:
            for number in range(1, tickets + 1):
                await opened.store.add(ticket(number))
            return await Drafter(opened).draft_queue()

    return asyncio.run(scenario())


def test_every_open_ticket_gets_a_draft(tmp_path: Path) -> None:
    drafted = run(FakeApi(), tmp_path, tickets=3)
    assert [draft.ticket_id for draft in drafted.drafts] == ["t-1", "t-2", "t-3"]
    for draft in drafted.drafts:
        assert draft.text == "ok"


def test_a_draft_is_written_once(tmp_path: Path) -> None:
    api = FakeApi()
    api.replies = [says("first"), says("second")]

    async def scenario() -> list[str]:
        async with desk(api, settings(tmp_path)) as opened:
            await opened.store.add(ticket(1))
            drafter = Drafter(opened)
            return [(await drafter.draft("t-1")).text for _ in range(2)]

    assert asyncio.run(scenario()) == ["first", "first"]
    assert len(api.requests) == 1


def test_the_model_is_told_where_an_order_is(tmp_path: Path) -> None:
    api = FakeApi()
    arguments = json.dumps({"order_id": "A-17"})
    call = {"id": "abc123def", "function": {"name": "order", "arguments": arguments}}
    api.replies = [says(None, finish="tool_calls", calls=[call]), says("It is shipped.")]

    async def scenario() -> str:
        async with desk(api, settings(tmp_path)) as opened:
            await opened.store.add(ticket(1))
            await opened.store.add_order(
                Order(id="A-17", customer="ada@example.com", status="shipped")
            )
            return (await Drafter(opened).draft("t-1")).text

    assert asyncio.run(scenario()) == "It is shipped."
    assert api.requests[-1]["messages"][-1]["content"] == "shipped"


def test_drafts_are_exported_as_json_lines(tmp_path: Path) -> None:
    async def scenario() -> int:
        async with desk(FakeApi(), settings(tmp_path)) as opened:
            await opened.store.add(ticket(1))
            await Drafter(opened).draft("t-1")
            return await opened.store.export_drafts(tmp_path / "drafts.jsonl")

    assert asyncio.run(scenario()) == 1
    exported = (tmp_path / "drafts.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["text"] for line in exported] == ["ok"]
