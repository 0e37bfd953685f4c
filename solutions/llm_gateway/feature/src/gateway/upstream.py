"""Calls to the model, and what an answer must be to count as one."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import TypeAlias, TypeVar

import httpx2
from mistralai.client import Mistral
from mistralai.client.errors import MistralError
from mistralai.client.models import (
    ChatCompletionRequestMessage,
    ChatCompletionResponse,
    SystemMessage,
    UsageInfo,
    UserMessage,
)
from mistralai.client.utils import BackoffStrategy, RetryConfig

from gateway.asks import Ask, Usage
from gateway.errors import UpstreamError
from gateway.ledger import Ledger
from gateway.limits import TokenBucket
from gateway.settings import Settings

LONGEST_WAIT_MS = 8_000
MAY_PASS = frozenset({429, 500, 502, 503, 504})  # the same call may succeed later

T = TypeVar("T")
Slot: TypeAlias = Callable[[], AbstractAsyncContextManager[None]]

logger = logging.getLogger(__name__)


def connect(settings: Settings) -> Mistral:
    """Return a client for the settings' region; close it with ``async with``."""
    initial_ms, total_ms = settings.retry_initial_ms, settings.retry_total_ms
    backoff = BackoffStrategy(initial_ms, LONGEST_WAIT_MS, 2.0, total_ms, jitter_ms=initial_ms)
    return Mistral(
        api_key=settings.api_key,
        server=settings.region,
        timeout_ms=settings.timeout_ms,
        retry_config=RetryConfig("backoff", backoff, retry_connection_errors=True),
    )


class Upstream:
    """Asks the model and charges the ledger with every call that was billed."""

    def __init__(self, client: Mistral, ledger: Ledger, settings: Settings) -> None:
        self._client = client
        self._ledger = ledger
        self._settings = settings
        self._retries = TokenBucket(
            rate_per_s=settings.retries_per_s, burst=settings.burst, clock=time.monotonic
        )

    async def complete(self, ask: Ask, slot: Slot) -> str:
        """Return the model's answer; raise UpstreamError if it gives none that can be used.

        Every attempt takes a slot, and none waits in one.
        """

        async def attempt() -> ChatCompletionResponse:
            async with slot():
                return await self._send(ask)

        response = await self._retried(attempt)
        await self._ledger.charge(ask.tenant, _billed(response.usage))
        return _text(response)

    async def stream(self, ask: Ask) -> AsyncGenerator[str, None]:
        """Yield the answer's text as it comes; it is not begun again when it breaks off.

        Raises:
            UpstreamError: the model cannot be reached, does not finish or says nothing.
        """
        spoken = False
        finish = None
        try:
            async with await self._client.chat.stream_async(
                retries=None,  # a stream is begun once
                model=self._settings.model,
                messages=_messages(ask),
                max_tokens=ask.max_tokens,
                temperature=self._settings.temperature,
            ) as events:
                async for event in events:
                    if event.data.usage:
                        await self._ledger.charge(ask.tenant, _billed(event.data.usage))
                    for choice in event.data.choices:
                        finish = choice.finish_reason or finish
                        if isinstance(choice.delta.content, str) and choice.delta.content:
                            spoken = spoken or not choice.delta.content.isspace()
                            yield choice.delta.content
        except (MistralError, httpx2.RequestError) as error:
            raise UpstreamError("the model cannot be reached now") from error
        if finish != "stop":
            raise UpstreamError(f"the model stopped early: {finish}")
        if not spoken:
            raise UpstreamError("the model answered without text")

    async def _retried(self, call: Callable[[], Awaitable[T]]) -> T:
        """Return what the call gives, after as many attempts as are allowed and make sense."""
        attempt = 1
        while True:
            try:
                return await call()
            except (MistralError, httpx2.RequestError) as error:
                if not self._worthwhile(attempt, error) or self._retries.take() > 0:
                    raise UpstreamError("the model cannot be reached now") from error
                await asyncio.sleep(self._pause_s(attempt, error))
            attempt += 1

    def _worthwhile(self, attempt: int, error: Exception) -> bool:
        if isinstance(error, MistralError) and error.status_code not in MAY_PASS:
            return False
        return attempt < self._settings.attempts

    def _pause_s(self, attempt: int, error: Exception) -> float:
        """Return how long to wait: what the server asks for, else longer with every attempt."""
        backoff_s = random.uniform(0.5, 1) * self._settings.retry_initial_ms / 1000 * 2**attempt
        return min(_retry_after_s(error) or backoff_s, LONGEST_WAIT_MS / 1000)

    async def _send(self, ask: Ask) -> ChatCompletionResponse:
        logger.info("%s asks, %d characters", ask.tenant, len(ask.prompt))
        return await self._client.chat.complete_async(
            model=self._settings.model,
            messages=_messages(ask),
            max_tokens=ask.max_tokens,
            temperature=self._settings.temperature,
            retries=None,  # the client's own would multiply ours
        )


def _retry_after_s(error: Exception) -> float:
    """Return how long the server asks to wait, 0 if it does not say so in seconds."""
    text = error.headers.get("retry-after", "") if isinstance(error, MistralError) else ""
    return float(text) if text.isdecimal() else 0.0


def _messages(ask: Ask) -> list[ChatCompletionRequestMessage]:
    question = UserMessage(content=ask.prompt)
    return [SystemMessage(content=ask.system), question] if ask.system else [question]


def _billed(usage: UsageInfo) -> Usage:
    return Usage(
        prompt_tokens=usage.prompt_tokens or 0, completion_tokens=usage.completion_tokens or 0
    )


def _text(response: ChatCompletionResponse) -> str:
    """Return the answer's text; raise UpstreamError if it is cut short, empty or no text."""
    if not response.choices:
        raise UpstreamError("the model answered nothing")
    choice = response.choices[0]
    if choice.finish_reason != "stop":
        raise UpstreamError(f"the model stopped early: {choice.finish_reason}")
    content = choice.message.content if choice.message else None
    if not isinstance(content, str) or not content.strip():
        raise UpstreamError("the model answered without text")
    return content
