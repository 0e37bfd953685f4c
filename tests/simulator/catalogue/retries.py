"""J: trying again, when, how often and for how long."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from mistralai.client import Mistral
from mistralai.client.errors import MistralError
from mistralai.client.utils import BackoffStrategy, RetryConfig

from checker.simulator import answers

from .pair import Pair, Scene, requests, result, said

RETRYABLE = {429, 500, 502, 503, 504}
PAUSE = 0.5  # seconds that the server asks for, or that code sleeps


def backoff(
    initial: int,
    longest: int,
    exponent: float,
    elapsed: int,
    *,
    name: str = "backoff",
    connections: bool = True,
) -> RetryConfig:
    strategy = BackoffStrategy(initial, longest, exponent, elapsed, jitter_ms=0)
    return RetryConfig(name, strategy, connections)


QUICK = backoff(1, 5, 1.0, 5_000)


async def no_policy(scene: Scene) -> str:
    async with Mistral(api_key="k", server_url=scene.url) as client:
        return await said(client, "hello")


async def policy(scene: Scene) -> str:
    async with Mistral(api_key="k", server_url=scene.url, retry_config=QUICK) as client:
        return await said(client, "hello")


async def retries_everything(scene: Scene) -> str:
    for _ in range(4):
        try:
            return await said(scene.client, "hello")
        except Exception:  # noqa: BLE001  # messy on purpose
            await asyncio.sleep(0)
    raise RuntimeError("gave up")


async def retries_what_may_pass(scene: Scene) -> str:
    for attempt in range(4):
        try:
            return await said(scene.client, "hello")
        except MistralError as error:
            if error.status_code not in RETRYABLE or attempt == 3:
                raise
            await asyncio.sleep(0)
    raise AssertionError("unreachable")


async def waits_as_it_likes(scene: Scene) -> str:
    for _ in range(3):
        try:
            return await said(scene.client, "hello")
        except MistralError:
            await asyncio.sleep(0.01)
    raise RuntimeError("rate limited")


async def waits_as_told(scene: Scene) -> str:
    return await said(scene.client, "hello", retries=QUICK)


def kept_the_pause(scene: Scene) -> bool:
    first, second = scene.mistral.chat.requests[:2]
    return second.arrived_at - (first.answered_at or 0) >= PAUSE


async def two_layers(scene: Scene) -> str:
    for _ in range(3):
        try:
            return await said(scene.client, "hello", retries=backoff(20, 20, 1.0, 150))
        except MistralError:
            await asyncio.sleep(0)
    raise RuntimeError("gave up")


async def backoff_in_seconds(scene: Scene) -> str:
    return await said(scene.client, "hello", retries=backoff(1, 60, 2.0, 300))


async def backoff_in_milliseconds(scene: Scene) -> str:
    return await said(scene.client, "hello", retries=backoff(1_000, 60_000, 2.0, 300_000))


async def unknown_strategy(scene: Scene) -> str:
    return await said(scene.client, "hello", retries=backoff(1, 5, 1.0, 5_000, name="exponential"))


async def timeouts_not_retried(scene: Scene) -> str:
    policy = backoff(1, 5, 1.0, 5_000, connections=False)
    return await said(scene.client, "hello", retries=policy, timeout_ms=150)


async def timeouts_retried(scene: Scene) -> str:
    return await said(scene.client, "hello", retries=QUICK, timeout_ms=150)


async def beside_another(scene: Scene, ask: Any) -> None:
    """Run the code, and beside it a caller who asks several times, one after the other."""
    trying = asyncio.create_task(ask(scene.client, "first"))
    await asyncio.to_thread(scene.mistral.wait_for, lambda m: bool(m.chat.requests))
    for _ in range(5):
        await said(scene.client, "another")
    await trying


async def sleeps_on_the_loop(client: Any, text: str) -> str:
    try:
        return await said(client, text)
    except MistralError:
        time.sleep(PAUSE)  # noqa: ASYNC251  # messy on purpose
    return await said(client, text)


async def sleeps_beside_the_loop(client: Any, text: str) -> str:
    try:
        return await said(client, text)
    except MistralError:
        await asyncio.sleep(PAUSE)
    return await said(client, text)


def others_went_first(scene: Scene) -> bool:
    texts = [request.messages[0]["content"] for request in scene.mistral.chat.requests]
    return str(texts[-1]) == "first"


async def waits_for_an_hour(scene: Scene) -> str:
    return await said(scene.client, "hello", retries=QUICK)


async def waits_within_a_deadline(scene: Scene) -> str:
    async with asyncio.timeout(0.2):
        return await said(scene.client, "hello", retries=QUICK)


def once(answer: Any) -> Any:
    return lambda scene: scene.mistral.chat.respond(answer)


def always(answer: Any) -> Any:
    return lambda scene: scene.mistral.chat.respond_always(answer)


PAIRS = (
    Pair(
        code="J01",
        name="no retry policy",
        messy=no_policy,
        right=policy,
        script=once(answers.rate_limited(0.01)),
        seen=requests,
        messy_shows=1,
        right_shows=2,
    ),
    Pair(
        code="J02",
        name="retrying what cannot succeed",
        messy=retries_everything,
        right=retries_what_may_pass,
        script=always(answers.status(401)),
        seen=requests,
        messy_shows=4,
        right_shows=1,
    ),
    Pair(
        code="J03",
        name="Retry-After ignored",
        messy=waits_as_it_likes,
        right=waits_as_told,
        script=once(answers.rate_limited(PAUSE)),
        seen=kept_the_pause,
        messy_shows=False,
        right_shows=True,
        slow=True,
    ),
    Pair(
        code="J04",
        name="two layers of retries multiply",
        messy=two_layers,
        right=retries_what_may_pass,
        script=always(answers.status(503)),
        seen=lambda scene: requests(scene) > 4,
        messy_shows=True,
        right_shows=False,
        slow=True,
    ),
    Pair(
        code="J05",
        name="backoff given in seconds",
        messy=backoff_in_seconds,
        right=backoff_in_milliseconds,
        script=always(answers.status(429)),
        seen=lambda scene: requests(scene) > 1,
        messy_shows=True,
        right_shows=False,
        seconds=0.7,
        slow=True,
    ),
    Pair(
        code="J06",
        name="unknown strategy switches retries off",
        messy=unknown_strategy,
        right=waits_as_told,
        script=once(answers.status(503)),
        seen=requests,
        messy_shows=1,
        right_shows=2,
    ),
    Pair(
        code="J07",
        name="timeouts not retried",
        messy=timeouts_not_retried,
        right=timeouts_retried,
        script=once(answers.hang()),
        seen=requests,
        messy_shows=1,
        right_shows=2,
    ),
    Pair(
        code="J08",
        name="time.sleep in an async retry",
        messy=lambda scene: beside_another(scene, sleeps_on_the_loop),
        right=lambda scene: beside_another(scene, sleeps_beside_the_loop),
        script=once(answers.status(503)),
        seen=others_went_first,
        messy_shows=False,
        right_shows=True,
        slow=True,
    ),
    Pair(
        code="J09",
        name="wait chosen by the server has no bound",
        messy=waits_for_an_hour,
        right=waits_within_a_deadline,
        script=always(answers.rate_limited(3600)),
        seen=result,
        messy_shows="stopped by the test",
        right_shows="TimeoutError",
        seconds=0.6,
        slow=True,
    ),
)
