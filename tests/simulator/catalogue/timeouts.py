"""K: how long a call may take."""

from __future__ import annotations

from typing import Any

import httpx2
from mistralai.client import Mistral

from checker.simulator import answers

from .pair import Pair, Scene, result, said

BUSY = "The assistant is busy."


async def thirty_milliseconds(scene: Scene) -> str:
    return await said(scene.client, "hello", timeout_ms=30)


async def thirty_seconds(scene: Scene) -> str:
    return await said(scene.client, "hello", timeout_ms=30_000)


async def timeout_of_the_http_client(scene: Scene) -> str:
    async with httpx2.AsyncClient(verify=False, timeout=0.1) as http:
        return await said(Mistral(api_key="k", server_url=scene.url, async_client=http), "hello")


async def timeout_of_the_sdk(scene: Scene) -> str:
    async with httpx2.AsyncClient(verify=False) as http:
        client = Mistral(api_key="k", server_url=scene.url, async_client=http, timeout_ms=100)
        return await said(client, "hello")


async def catches_timeout_error(scene: Scene) -> str:
    try:
        return await said(scene.client, "hello", timeout_ms=100)
    except TimeoutError:
        return BUSY


async def catches_timeouts_of_httpx2(scene: Scene) -> str:
    try:
        return await said(scene.client, "hello", timeout_ms=100)
    except httpx2.TimeoutException:
        return BUSY


async def five_minutes(scene: Scene) -> str:
    return await said(scene.client, "hello")


def completed(scene: Scene) -> bool:
    return (
        scene.mistral.wait_for(lambda m: m.chat.last.completed or m.chat.last.disconnected)
        and scene.mistral.chat.last.completed
    )


def slow(scene: Scene) -> None:
    scene.mistral.chat.respond(answers.slow(0.4))


def hang(scene: Scene) -> Any:
    scene.mistral.chat.respond(answers.hang())


PAIRS = (
    Pair(
        code="K01",
        name="timeout_ms given in seconds",
        messy=thirty_milliseconds,
        right=thirty_seconds,
        script=slow,
        seen=completed,
        messy_shows=False,
        right_shows=True,
    ),
    Pair(
        code="K02",
        name="timeout of the injected client is ignored",
        messy=timeout_of_the_http_client,
        right=timeout_of_the_sdk,
        script=slow,
        seen=completed,
        messy_shows=True,
        right_shows=False,
    ),
    Pair(
        code="K03",
        name="except TimeoutError",
        messy=catches_timeout_error,
        right=catches_timeouts_of_httpx2,
        script=hang,
        seen=result,
        messy_shows="ReadTimeout",
        right_shows=BUSY,
    ),
    Pair(
        code="K04",
        name="interactive call left on five minutes",
        messy=five_minutes,
        right=catches_timeouts_of_httpx2,
        script=hang,
        seen=result,
        messy_shows="stopped by the test",
        right_shows=BUSY,
        seconds=0.7,
        slow=True,
    ),
)
