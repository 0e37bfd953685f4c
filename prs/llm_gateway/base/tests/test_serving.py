from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from fakes import FakeApi, ask, gateway, settings
from gateway.asks import Ask, Usage
from gateway.errors import RateLimitedError, UpstreamError

ONE_CALL = Usage(prompt_tokens=10, completion_tokens=5).cost


def run(api: FakeApi, folder: Path, *asks: Ask) -> tuple[list[str], int]:
    async def scenario() -> tuple[list[str], int]:
        async with gateway(api, settings(folder, burst=2)) as opened:
            texts = [await opened.ask(each) for each in asks]
            return texts, await opened.ledger.spent("search")

    return asyncio.run(scenario())


def test_an_answer_is_charged_and_remembered(tmp_path: Path) -> None:
    api = FakeApi()
    api.replies = ["first", "second"]
    assert run(api, tmp_path, ask(), ask()) == (["first", "first"], ONE_CALL)


def test_another_question_is_another_call(tmp_path: Path) -> None:
    api = FakeApi()
    api.replies = ["first", "second"]
    assert run(api, tmp_path, ask(), ask("Why?")) == (["first", "second"], 2 * ONE_CALL)


def test_an_answer_can_be_streamed(tmp_path: Path) -> None:
    async def scenario() -> list[str]:
        api = FakeApi()
        api.replies = ["It locks."]
        async with gateway(api, settings(tmp_path)) as opened:
            return [piece async for piece in opened.stream(ask())]

    assert asyncio.run(scenario()) == ["It", "locks."]


def test_who_asks_too_often_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(RateLimitedError):
        run(FakeApi(), tmp_path, ask(), ask(), ask())


def test_a_refusal_is_an_upstream_error(tmp_path: Path) -> None:
    api = FakeApi()
    api.replies = [401]
    with pytest.raises(UpstreamError, match="cannot be reached"):
        run(api, tmp_path, ask())


def test_an_answer_without_text_is_none(tmp_path: Path) -> None:
    api = FakeApi()
    api.replies = [""]
    with pytest.raises(UpstreamError, match="without text"):
        run(api, tmp_path, ask())
