"""Calls to the model, and what an answer must be to count as one."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator

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
from gateway.settings import Settings

LONGEST_WAIT_MS = 8_000

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

    async def complete(self, ask: Ask) -> str:
        """Return the model's answer; raise UpstreamError if it gives none that can be used."""
        try:
            response = await self._send(ask)
        except (MistralError, httpx2.RequestError) as error:
            raise UpstreamError("the model cannot be reached now") from error
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

    async def _send(self, ask: Ask) -> ChatCompletionResponse:
        logger.info("%s asks, %d characters", ask.tenant, len(ask.prompt))
        return await self._client.chat.complete_async(
            model=self._settings.model,
            messages=_messages(ask),
            max_tokens=ask.max_tokens,
            temperature=self._settings.temperature,
        )


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
