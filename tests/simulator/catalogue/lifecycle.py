"""A: clients, their lives, and asynchronous use."""

from __future__ import annotations

import asyncio
from typing import Any, ClassVar

from mistralai.client import Mistral
from mistralai.client.errors import MistralError

from checker.simulator import answers

from .pair import MODEL, Pair, Scene, requests, result, said

HELLO = [{"role": "user", "content": "hello"}]


def held(until: int) -> Any:
    return lambda scene: scene.mistral.chat.barrier(until=until, patience=0.2)


def peak(scene: Scene) -> int:
    return scene.mistral.chat.peak_in_flight


async def new_clients(scene: Scene) -> None:
    for text in "abcd":
        client = Mistral(api_key="k", server_url=scene.url)
        await said(client, text)
        scene.kept.append(client)


async def one_client(scene: Scene) -> None:
    async with Mistral(api_key="k", server_url=scene.url) as client:
        for text in "abcd":
            await said(client, text)


async def closed_half(scene: Scene) -> None:
    with Mistral(api_key="k", server_url=scene.url) as client:
        scene.kept.append(client)
        await said(client, "a")


async def closed(scene: Scene) -> None:
    async with Mistral(api_key="k", server_url=scene.url) as client:
        scene.kept.append(client)
        await said(client, "a")


def all_closed(scene: Scene) -> bool:
    return scene.mistral.wait_for(lambda m: not m.open_connections, timeout=0.5)


async def sync_in_async(scene: Scene) -> None:
    async def ask() -> Any:
        return scene.client.chat.complete(model=MODEL, messages=HELLO)

    await asyncio.gather(*(ask() for _ in range(3)))


async def async_in_async(scene: Scene) -> None:
    await asyncio.gather(*(said(scene.client, "hello") for _ in range(3)))


async def client_of_a_dead_loop(scene: Scene) -> None:
    client = Mistral(api_key="k", server_url=scene.url)
    scene.kept.append(client)

    def ask() -> str:
        return asyncio.run(said(client, "hello"))

    for _ in range(2):
        await asyncio.to_thread(ask)


async def client_of_its_loop(scene: Scene) -> None:
    async def one() -> str:
        async with Mistral(api_key="k", server_url=scene.url) as client:
            return await said(client, "hello")

    for _ in range(2):
        await asyncio.to_thread(lambda: asyncio.run(one()))


def stream_with_a_pause(scene: Scene) -> None:
    scene.mistral.chat.respond(answers.stream("a", 0.1, "b"))


async def stream_outlives_client(scene: Scene) -> list[Any]:
    async with Mistral(api_key="k", server_url=scene.url) as client:
        stream = await client.chat.stream_async(model=MODEL, messages=HELLO)
    return [event async for event in stream]


async def stream_within_client(scene: Scene) -> int:
    async with (
        Mistral(api_key="k", server_url=scene.url) as client,
        await client.chat.stream_async(model=MODEL, messages=HELLO) as stream,
    ):
        return len([event async for event in stream])


async def one_by_one(scene: Scene) -> None:
    for text in "abcdef":
        await said(scene.client, text)


async def all_at_once(scene: Scene) -> None:
    await asyncio.gather(*(said(scene.client, str(number)) for number in range(24)))


async def four_at_once(scene: Scene) -> None:
    free = asyncio.Semaphore(4)

    async def one(text: str) -> None:
        async with free:
            await said(scene.client, text)

    await asyncio.gather(*(one(str(number)) for number in range(24)))


async def never_awaited(scene: Scene) -> None:
    for text in "ab":
        said(scene.client, text)  # type: ignore[unused-coroutine]  # messy on purpose


async def awaited(scene: Scene) -> None:
    for text in "ab":
        await said(scene.client, text)


async def one_loses_all(scene: Scene) -> list[str]:
    return list(await asyncio.gather(*(said(scene.client, f"text {i}") for i in range(5))))


async def one_loses_itself(scene: Scene) -> int:
    asked = (said(scene.client, f"text {number}") for number in range(5))
    got = await asyncio.gather(*asked, return_exceptions=True)
    for each in got:
        if isinstance(each, BaseException) and not isinstance(each, MistralError):
            raise each
    return sum(isinstance(each, str) for each in got)


class SharedHistory:
    history: ClassVar[list[Any]] = []

    async def ask(self, client: Any, text: str) -> None:
        self.history.append({"role": "user", "content": text})
        await client.chat.complete_async(model=MODEL, messages=self.history)


class OwnHistory(SharedHistory):
    def __init__(self) -> None:
        self.history: list[Any] = []  # type: ignore[misc]  # the point of it


async def sessions(scene: Scene, kind: type[SharedHistory]) -> None:
    for text in ("alice's secret", "bob's question"):
        await kind().ask(scene.client, text)
    SharedHistory.history.clear()


PAIRS = (
    Pair(
        code="A01",
        name="new client for every call",
        messy=new_clients,
        right=one_client,
        seen=lambda scene: len(scene.mistral.connections),
        messy_shows=4,
        right_shows=1,
    ),
    Pair(
        code="A02",
        name="with instead of async with around async calls",
        messy=closed_half,
        right=closed,
        seen=all_closed,
        messy_shows=False,
        right_shows=True,
    ),
    Pair(
        code="A03",
        name="sync call in a coroutine",
        messy=sync_in_async,
        right=async_in_async,
        script=held(3),
        seen=peak,
        messy_shows=1,
        right_shows=3,
    ),
    Pair(
        code="A04",
        name="client reused across asyncio.run",
        messy=client_of_a_dead_loop,
        right=client_of_its_loop,
        seen=result,
        messy_shows="RuntimeError",
        right_shows=None,
    ),
    Pair(
        code="A05",
        name="stream escapes its client",
        messy=stream_outlives_client,
        right=stream_within_client,
        script=stream_with_a_pause,
        seen=lambda scene: scene.mistral.wait_for(lambda m: m.chat.last.completed, timeout=0.5),
        messy_shows=False,
        right_shows=True,
    ),
    Pair(
        code="A06",
        name="independent calls one by one",
        messy=one_by_one,
        right=four_at_once,
        script=held(4),
        seen=lambda scene: peak(scene) > 1,
        messy_shows=False,
        right_shows=True,
    ),
    Pair(
        code="A07",
        name="unbounded gather",
        messy=all_at_once,
        right=four_at_once,
        script=held(24),
        seen=peak,
        messy_shows=24,
        right_shows=4,
    ),
    Pair(
        code="A08",
        name="coroutine never awaited",
        messy=never_awaited,
        right=awaited,
        seen=requests,
        messy_shows=0,
        right_shows=2,
    ),
    Pair(
        code="A09",
        name="one failure discards the whole gather",
        messy=one_loses_all,
        right=one_loses_itself,
        script=lambda scene: scene.mistral.chat.respond_when("text 2", answers.status(400)),
        seen=result,
        messy_shows="SDKError",
        right_shows=4,
    ),
    Pair(
        code="A10",
        name="history shared between sessions",
        messy=lambda scene: sessions(scene, SharedHistory),
        right=lambda scene: sessions(scene, OwnHistory),
        seen=lambda scene: scene.mistral.chat.last.body_has("alice"),
        messy_shows=True,
        right_shows=False,
    ),
)
