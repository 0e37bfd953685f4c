from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from fakes import FakeApi, desk, says, settings, ticket
from helpdesk.answering import answer
from helpdesk.errors import AnswerError, TicketNotFoundError
from helpdesk.tickets import Ticket


def ask(api: FakeApi, folder: Path, ticket_id: str = "t-1") -> tuple[str, list[Ticket]]:
    async def scenario() -> tuple[str, list[Ticket]]:
        async with desk(api, settings(folder)) as opened:
            await opened.store.add(ticket(1))
            text = await answer(opened, ticket_id)
            return text, await opened.store.open_tickets()

    return asyncio.run(scenario())


def test_an_answer_closes_the_ticket(tmp_path: Path) -> None:
    api = FakeApi()
    api.replies = [says("It is on its way.")]
    assert ask(api, tmp_path) == ("It is on its way.", [])


def test_the_customers_address_stays_here(tmp_path: Path) -> None:
    api = FakeApi()
    ask(api, tmp_path)
    assert "ada@example.com" not in str(api.requests)


def test_a_cut_answer_is_no_answer(tmp_path: Path) -> None:
    api = FakeApi()
    api.replies = [says("It is on", finish="length")]
    with pytest.raises(AnswerError, match="length"):
        ask(api, tmp_path)


def test_a_failing_api_is_an_answer_error(tmp_path: Path) -> None:
    api = FakeApi()
    api.replies = [401]
    with pytest.raises(AnswerError, match="cannot be reached"):
        ask(api, tmp_path)


def test_an_unknown_ticket(tmp_path: Path) -> None:
    with pytest.raises(TicketNotFoundError):
        ask(FakeApi(), tmp_path, ticket_id="t-9")
