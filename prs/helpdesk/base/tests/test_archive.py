from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from fakes import FakeApi, desk, settings
from helpdesk.tickets import PastAnswer


def past(number: int, question: str) -> PastAnswer:
    when = datetime(2026, 1, number, tzinfo=UTC)
    return PastAnswer(ticket_id=f"t-{number}", question=question, answer="...", answered_at=when)


def search(question: str, *questions: str, folder: Path) -> list[str]:
    async def scenario() -> list[str]:
        async with desk(FakeApi(), settings(folder)) as opened:
            await opened.archive.refresh([past(n, text) for n, text in enumerate(questions, 1)])
            return [found.ticket_id for found in await opened.archive.search(question, limit=1)]

    return asyncio.run(scenario())


def test_the_closest_question_comes_first(tmp_path: Path) -> None:
    assert search("parcel?", "refund please", "my parcel", folder=tmp_path) == ["t-2"]


def test_an_empty_archive_finds_nothing(tmp_path: Path) -> None:
    assert search("parcel?", folder=tmp_path) == []
