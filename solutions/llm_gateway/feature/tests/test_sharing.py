from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from fakes import FakeApi, ask, gateway, settings
from gateway.errors import ClosedError


async def pieces_of(stream: AsyncGenerator[str, None]) -> list[str]:
    return [piece async for piece in stream]


def test_who_asks_alike_shares_one_call(tmp_path: Path) -> None:
    async def scenario() -> tuple[list[str], int]:
        api = FakeApi()
        async with gateway(api, settings(tmp_path, cache_ttl_s=0)) as opened:
            texts = await asyncio.gather(*(opened.ask(ask()) for _ in range(3)))
            return texts, len(api.requests)

    assert asyncio.run(scenario()) == (["ok", "ok", "ok"], 1)


def test_readers_share_one_stream(tmp_path: Path) -> None:
    async def scenario() -> tuple[list[list[str]], int]:
        api = FakeApi()
        api.replies = ["It locks."]
        async with gateway(api, settings(tmp_path)) as opened:
            streams = [opened.stream(ask()) for _ in range(2)]
            read = await asyncio.gather(*(pieces_of(stream) for stream in streams))
            return read, len(api.requests)

    assert asyncio.run(scenario()) == ([["It", "locks."]] * 2, 1)


def test_a_drained_gateway_takes_no_more_asks(tmp_path: Path) -> None:
    async def scenario() -> bool:
        async with gateway(FakeApi(), settings(tmp_path)) as opened:
            assert await opened.drain() == 0
            with pytest.raises(ClosedError):
                await opened.ask(ask())
            return opened.health().closing

    assert asyncio.run(scenario())


def test_what_outlasts_the_grace_is_given_up(tmp_path: Path) -> None:
    async def scenario() -> int:
        api = FakeApi()
        api.open.clear()
        async with gateway(api, settings(tmp_path, grace_s=0)) as opened:
            asking = asyncio.create_task(opened.ask(ask()))
            await api.asked.wait()
            late = await opened.drain()
            await asyncio.wait({asking})
            return late

    assert asyncio.run(scenario()) == 1
