"""Drives the real SDK, method by method, sync and async alike."""

from __future__ import annotations

import asyncio
import http.client
import json
import random
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx2
from mistralai.client import Mistral

from checker.simulator import Simulator, WireRequest

BROKEN = (ConnectionError, http.client.HTTPException)
KEY = "test-key"
MODEL = "mistral-small-2603"


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One call of the SDK: ``chat.complete`` with these fields."""

    method: str
    fields: dict[str, Any] = field(default_factory=dict)
    server: str = "global"

    def __str__(self) -> str:
        return self.method


@contextmanager
def connected(mistral: Simulator, server: str = "global", key: str = KEY) -> Iterator[Mistral]:
    with httpx2.Client(verify=False) as inner:
        never = httpx2.AsyncClient(verify=False)
        url = mistral.urls[server]
        yield Mistral(api_key=key, server_url=url, client=inner, async_client=never)


@asynccontextmanager
async def connected_async(
    mistral: Simulator, server: str = "global", key: str = KEY
) -> AsyncIterator[Mistral]:
    never = httpx2.Client(verify=False)
    async with httpx2.AsyncClient(verify=False) as inner:
        url = mistral.urls[server]
        yield Mistral(api_key=key, server_url=url, client=never, async_client=inner)


def ask(mistral: Simulator, wanted: Ask, *, asynchronous: bool = False) -> Any:
    """Return what the SDK returns; of a stream the list of its events."""
    if asynchronous:
        return asyncio.run(_ask_async(mistral, wanted))
    with connected(mistral, wanted.server) as client:
        answer = _method(client, wanted.method)(**wanted.fields)
        if "stream" not in wanted.method:
            return answer
        with answer as events:
            return list(events)


async def _ask_async(mistral: Simulator, wanted: Ask) -> Any:
    async with connected_async(mistral, wanted.server) as client:
        answer = await _method(client, f"{wanted.method}_async")(**wanted.fields)
        if "stream" not in wanted.method:
            return answer
        async with answer as events:
            return [event async for event in events]


def _method(client: Any, name: str) -> Any:
    for part in name.split("."):
        client = getattr(client, part)
    return client


def replay(mistral: Simulator, request: WireRequest) -> bytes:
    """Return what the same bytes are answered now."""
    return post(mistral, request.path, request.raw)[1]


def post(
    mistral: Simulator,
    path: str,
    body: bytes | dict[str, Any],
    *,
    method: str = "POST",
    server: str = "global",
    headers: dict[str, str] | None = None,
) -> tuple[int, bytes]:
    """Return the status and the body of an answer, without the SDK."""
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    with closing(http.client.HTTPConnection(mistral.urls[server].removeprefix("http://"))) as wire:
        wire.request(method, path, sent, headers or {"authorization": f"Bearer {KEY}"})
        answer = wire.getresponse()
        return answer.status, answer.read()


def put_in(dice: random.Random, value: Any, odd: Any) -> None:
    """Put something odd at a random place of a JSON value."""
    while value:
        places = list(value) if isinstance(value, dict) else list(range(len(value)))
        place = dice.choice(places)
        inner = value[place]
        if not isinstance(inner, dict | list) or not inner or dice.random() < 0.3:
            value[place] = odd
            return
        value = inner
