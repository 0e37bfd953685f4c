"""A defect of the catalogue: code that has it, code that has not, and what tells them apart."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from checker.simulator import Simulator

MODEL = "mistral-small-2603"
EMBED = "mistral-embed-2312"
STOPPED = "stopped by the test"


class AnswerError(RuntimeError):
    """The model answered, but not with something that can be used."""


@dataclass(kw_only=True)
class Scene:
    """Where code is tried.

    Attributes:
        client: The SDK, sync and async, of the simulator.
        stranger: A host that nobody should talk to.
        kept: What must outlive the code, so that nothing is closed by being forgotten.
        result: What the code returned, or the name of what it raised.
    """

    mistral: Simulator
    stranger: Simulator
    client: Any
    kept: list[Any] = field(default_factory=list)
    result: Any = None

    @property
    def url(self) -> str:
        return self.mistral.urls["global"]


Code = Callable[[Scene], Awaitable[Any]]


def nothing(_scene: Scene) -> None:
    """Script nothing."""


@dataclass(frozen=True, kw_only=True)
class Pair:
    """One defect.

    Attributes:
        code: Its number in the catalogue.
        name: The fault.
        script: What the simulator is told.
        seen: What is asked of the wire log and of the result.
        messy_shows: What is answered for the code with the fault; ``right_shows`` without.
        seconds: How long the code may take.
        slow: Whether real time has to pass.
    """

    code: str
    name: str
    messy: Code
    right: Code
    seen: Callable[[Scene], Any]
    messy_shows: Any
    right_shows: Any
    script: Callable[[Scene], None] = nothing
    seconds: float = 20.0
    slow: bool = False


async def play(pair: Pair, code: Code, scene: Scene) -> Any:
    """Run the code and return what is seen of it."""
    os.environ["MISTRAL_API_KEY"] = "env-key"
    pair.script(scene)
    limit = asyncio.timeout(pair.seconds)
    try:
        async with limit:
            scene.result = await code(scene)
    except Exception as error:  # noqa: BLE001  # code under trial may raise anything
        scene.result = STOPPED if limit.expired() else type(error).__name__
    return pair.seen(scene)


def text_of(answer: Any) -> str:
    """Return the text of an answer, as careful code does."""
    message = answer.choices[0].message
    if message is None or not isinstance(message.content, str):
        raise AnswerError("no text in the answer")
    return message.content


async def said(client: Any, text: str, **options: Any) -> str:
    """Return what the model says to a text."""
    messages = [{"role": "user", "content": text}]
    return text_of(await client.chat.complete_async(model=MODEL, messages=messages, **options))


def result(scene: Scene) -> Any:
    return scene.result


def requests(scene: Scene) -> int:
    return len(scene.mistral.requests)


def statuses(scene: Scene) -> list[int | None]:
    return [request.status for request in scene.mistral.requests]
