"""M: what is caught, what is told, and what is swallowed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import httpx2
from mistralai.client import errors
from mistralai.client.errors import MistralError, SDKError

from checker.simulator import answers

from .pair import AnswerError, Pair, Scene, requests, result, said

Handler = Callable[[Scene], Coroutine[Any, Any, str]]


def catching(kind: Any, answer: Callable[[Any], str]) -> Handler:
    """Return code that turns one kind of error into an answer."""

    async def handler(scene: Scene) -> str:
        try:
            return await said(scene.client, "hello")
        except kind as error:
            return answer(error)

    return handler


async def fails_with_context(scene: Scene) -> str:
    try:
        return await said(scene.client, "hello")
    except MistralError as error:
        raise AnswerError(f"status {error.status_code}") from error


async def trying(scene: Scene, again: Callable[[Any], bool]) -> str:
    for _ in range(3):
        try:
            return await said(scene.client, "hello")
        except SDKError as error:
            if not again(error):
                raise
    raise RuntimeError("rate limited")


async def class_that_does_not_exist(scene: Scene) -> str:
    try:
        return await said(scene.client, "hello")
    except errors.RateLimitError:
        return "busy"


async def status_that_exists(scene: Scene) -> str:
    try:
        return await said(scene.client, "hello")
    except MistralError as error:
        if error.status_code != 429:
            raise
        return "busy"


async def cancelled(scene: Scene, ask: Handler) -> bool:
    """Return whether the code ends once it is cancelled."""
    task = asyncio.create_task(ask(scene))
    await asyncio.to_thread(scene.mistral.wait_for, lambda m: bool(m.chat.requests))
    task.cancel()
    await asyncio.to_thread(scene.mistral.wait_for, lambda m: m.chat.requests[0].disconnected)
    done, _ = await asyncio.wait([task], timeout=0.5)
    task.cancel()
    await asyncio.wait([task], timeout=0.5)
    return bool(done)


async def swallows(scene: Scene) -> str:
    for _ in range(2):
        try:
            return await said(scene.client, "hello")
        except BaseException:  # noqa: BLE001  # messy on purpose
            await asyncio.sleep(0)
    return ""


async def retries_api_errors(scene: Scene) -> str:
    for _ in range(2):
        try:
            return await said(scene.client, "hello")
        except MistralError:
            await asyncio.sleep(0)
    return ""


def empty(_error: Any) -> str:
    return ""


def upstream(error: Any) -> str:
    return f"upstream error {error.status_code}"


def once(*scripted: Any) -> Any:
    return lambda scene: scene.mistral.chat.respond(*scripted)


SECRET = "internal-cluster-7: bad request for key ws_42"  # of the server
PAIRS = (
    Pair(
        code="M01",
        name="every failure becomes an empty answer",
        messy=catching(Exception, empty),
        right=fails_with_context,
        script=once(answers.status(401)),
        seen=result,
        messy_shows="",
        right_shows="AnswerError",
    ),
    Pair(
        code="M02",
        name="status read out of the message",
        messy=lambda scene: trying(scene, lambda error: "429" in str(error)),
        right=lambda scene: trying(scene, lambda error: error.status_code == 429),
        script=lambda scene: scene.mistral.chat.respond_always(answers.status(400, "4290 tokens")),
        seen=requests,
        messy_shows=3,
        right_shows=1,
    ),
    Pair(
        code="M03",
        name="except SDKError misses its siblings",
        messy=catching(SDKError, upstream),
        right=catching(MistralError, upstream),
        script=once(answers.status(422)),
        seen=result,
        messy_shows="HTTPValidationError",
        right_shows="upstream error 422",
    ),
    Pair(
        code="M04",
        name="transport errors not handled",
        messy=catching(MistralError, lambda _: "unavailable"),
        right=catching((MistralError, httpx2.TransportError), lambda _: "unavailable"),
        script=once(answers.cut()),
        seen=result,
        messy_shows="RemoteProtocolError",
        right_shows="unavailable",
    ),
    Pair(
        code="M05",
        name="exception class that does not exist",
        messy=class_that_does_not_exist,
        right=status_that_exists,
        script=once(answers.rate_limited()),
        seen=result,
        messy_shows="AttributeError",
        right_shows="busy",
    ),
    Pair(
        code="M06",
        name="upstream's words shown to the user",
        messy=catching(MistralError, str),
        right=catching(MistralError, lambda _: "The assistant is unavailable."),
        script=once(answers.status(400, SECRET)),
        seen=lambda scene: SECRET in scene.result,
        messy_shows=True,
        right_shows=False,
    ),
    Pair(
        code="M07",
        name="cancellation swallowed",
        messy=lambda scene: cancelled(scene, swallows),
        right=lambda scene: cancelled(scene, retries_api_errors),
        script=lambda scene: scene.mistral.chat.respond_always(answers.hang()),
        seen=lambda scene: (scene.result, requests(scene)),
        messy_shows=(False, 2),
        right_shows=(True, 1),
    ),
)
