"""The Mistral client of the desk, and what an answer must be to count as one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import httpx2
from mistralai.client import Mistral
from mistralai.client.errors import MistralError
from mistralai.client.models import ChatCompletionRequestMessage, ChatCompletionResponse
from mistralai.client.utils import BackoffStrategy, RetryConfig

from agentdesk.errors import AgentError
from agentdesk.settings import Settings

LONGEST_WAIT_MS = 5_000


@asynccontextmanager
async def connect(settings: Settings) -> AsyncIterator[Mistral]:
    """Give a client for the settings' region; it is closed at the end."""
    waits = BackoffStrategy(
        initial_interval=settings.retry_initial_ms,
        max_interval=LONGEST_WAIT_MS,
        exponent=2.0,
        max_elapsed_time=settings.retry_total_ms,
        jitter_ms=settings.retry_initial_ms,
    )
    hooks = {"response": [_shorten_wait]}
    async with httpx2.AsyncClient(follow_redirects=True, event_hooks=hooks) as http:
        yield Mistral(
            api_key=settings.api_key,
            server=settings.region,
            timeout_ms=settings.timeout_ms,
            retry_config=RetryConfig("backoff", waits, retry_connection_errors=True),
            async_client=http,
        )


async def complete(
    client: Mistral, settings: Settings, messages: Sequence[ChatCompletionRequestMessage]
) -> ChatCompletionResponse:
    """Return the model's answer as it comes; raise AgentError if the model cannot be reached."""
    try:
        return await client.chat.complete_async(
            model=settings.model, messages=list(messages), max_tokens=settings.answer_tokens
        )
    except (MistralError, httpx2.TransportError) as error:
        raise AgentError("the model cannot be reached now") from error


def text_of(response: ChatCompletionResponse) -> str:
    """Return the text of an answer; raise AgentError if it is cut short, empty or no text."""
    choice = response.choices[0]
    if choice.finish_reason != "stop":
        raise AgentError(f"the answer ended early: {choice.finish_reason}")
    content = choice.message.content if choice.message else None
    if not isinstance(content, str) or not content.strip():
        raise AgentError("the model answered without text")
    return content


async def _shorten_wait(response: httpx2.Response) -> None:
    """Cap what the server says about waiting: the SDK would wait for as long as it says."""
    longest_waits = {"retry-after": LONGEST_WAIT_MS // 1000, "retry-after-ms": LONGEST_WAIT_MS}
    for name, longest in longest_waits.items():
        said = response.headers.get(name, "0")
        if not said.isdecimal() or int(said) > longest:  # it may be a date
            response.headers[name] = str(longest)
