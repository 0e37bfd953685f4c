"""Ask a Mistral model about appeals: few at once, patiently, and for one answer each."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import httpx2
from mistralai.client import Mistral
from mistralai.client.errors import MistralError
from mistralai.client.models import (
    ChatCompletionRequestMessage,
    JSONSchema,
    ResponseFormat,
    SystemMessage,
    UserMessage,
)
from mistralai.client.utils import BackoffStrategy, RetryConfig

from checker.adjudication import prompting
from checker.adjudication.answered import AnswerFile
from checker.adjudication.prompting import Answer, Asked
from checker.errors import EnvironmentBrokenError

AT_ONCE: Final = 4
TRIES: Final = 3
MOST_TOKENS: Final = 400
MILLISECONDS: Final = 1_000
FIRST_BAD_STATUS: Final = 400
FIRST_WAIT_MS: Final = 500
LONGEST_WAIT_MS: Final = 8_000
GROWTH: Final = 1.5
LONGEST_MESSAGE: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Which model is asked, and how.

    ``patience`` are seconds that a busy API is waited for, ``seconds`` those that an answer takes.
    """

    model: str
    seed: int
    patience: float
    seconds: float


@dataclass(slots=True, kw_only=True)
class Usage:
    """How many tokens were read and written, which is what has to be paid."""

    read: int = 0
    written: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A question with the answer that counts, or with why there is none."""

    asked: Asked
    answer: Answer | None
    reason: str = ""


async def judge(
    client: Mistral, questions: Sequence[Asked], settings: Settings, kept: AnswerFile, usage: Usage
) -> tuple[Judged, ...]:
    """Return the verdict on each question, in their order; answers that are kept cost nothing.

    Raises:
        EnvironmentBrokenError: The API refuses, or is busy for longer than one has patience.
    """
    free = asyncio.Semaphore(AT_ONCE)

    async def one(asked: Asked) -> Judged:
        request = prompting.request_digest(asked, settings.model, settings.seed)
        if (known := kept.get(request)) is not None:
            return Judged(asked=asked, answer=Answer(fields={**known, "id": asked.id}))
        async with free:
            judged = await _one(client, asked, settings, usage)
        if judged.answer is not None:
            kept.add(request, judged.answer.fields)
        return judged

    try:
        async with asyncio.TaskGroup() as together:
            tasks = [together.create_task(one(each)) for each in questions]
    except* EnvironmentBrokenError as errors:
        raise errors.exceptions[0] from None
    return tuple(task.result() for task in tasks)


async def _one(client: Mistral, asked: Asked, settings: Settings, usage: Usage) -> Judged:
    """Ask until an answer counts; another try has another seed, or it would say the same."""
    reason = ""
    for number in range(TRIES):
        try:
            async with asyncio.timeout(settings.patience + settings.seconds):
                content = await _content(client, asked, settings, number, usage)
            return Judged(asked=asked, answer=prompting.answer(asked, content))
        except ValueError as error:
            reason = _short(str(error))
        except TimeoutError as error:
            raise EnvironmentBrokenError(
                "the API asks to be waited for, longer than --patience allows"
            ) from error
        except httpx2.TransportError as error:
            reason = f"the connection broke: {type(error).__name__}"
            if number == TRIES - 1:
                raise EnvironmentBrokenError(reason) from error
        except MistralError as error:
            reason = f"the API answered {error.status_code}: {_short(error.message)}"
            if error.status_code >= FIRST_BAD_STATUS:  # else it is nonsense from a sound API
                raise EnvironmentBrokenError(reason) from error
    return Judged(asked=asked, answer=None, reason=reason)


async def _content(
    client: Mistral, asked: Asked, settings: Settings, number: int, usage: Usage
) -> object:
    """Return the content of one answer, in full.

    Raises:
        ValueError: It has none, or was cut off.
    """
    messages: list[ChatCompletionRequestMessage] = [
        SystemMessage(content=prompting.SYSTEM),
        UserMessage(content=asked.text),
    ]
    schema = JSONSchema(name="verdict", schema_definition=prompting.schema_for(asked), strict=True)
    response = await client.chat.complete_async(
        model=settings.model,
        messages=messages,
        temperature=0,
        random_seed=settings.seed + number,
        max_tokens=MOST_TOKENS,
        response_format=ResponseFormat(type="json_schema", json_schema=schema),
        retries=_waiting(settings.patience),
        timeout_ms=int(settings.seconds * MILLISECONDS),
    )
    usage.read += response.usage.prompt_tokens or 0
    usage.written += response.usage.completion_tokens or 0
    choice = response.choices[0] if response.choices else None
    if choice is None or choice.message is None or choice.finish_reason != "stop":
        raise ValueError("the answer was cut off")
    return choice.message.content


def _waiting(patience: float) -> RetryConfig:
    """Return how a busy API is waited for: as long as it asks for (Retry-After), or ever longer."""
    strategy = BackoffStrategy(FIRST_WAIT_MS, LONGEST_WAIT_MS, GROWTH, int(patience * MILLISECONDS))
    return RetryConfig("backoff", strategy, retry_connection_errors=True)


def _short(text: str) -> str:
    shown = "".join(each if each.isprintable() else " " for each in text[:LONGEST_MESSAGE])
    return " ".join(shown.split())
