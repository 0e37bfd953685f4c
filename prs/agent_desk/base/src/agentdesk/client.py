"""The Mistral client of the desk, and what an answer must be to count as one."""

from __future__ import annotations

from collections.abc import Sequence

import httpx2
from mistralai.client import Mistral
from mistralai.client.errors import MistralError
from mistralai.client.models import ChatCompletionRequestMessage, ChatCompletionResponse
from mistralai.client.utils import BackoffStrategy, RetryConfig

from agentdesk.errors import AgentError
from agentdesk.settings import Settings

LONGEST_WAIT_MS = 5_000


def connect(settings: Settings) -> Mistral:
    """Return a client for the settings' region; close it with ``async with``."""
    waits = BackoffStrategy(
        initial_interval=settings.retry_initial_ms,
        max_interval=LONGEST_WAIT_MS,
        exponent=2.0,
        max_elapsed_time=settings.retry_total_ms,
        jitter_ms=settings.retry_initial_ms,
    )
    return Mistral(
        api_key=settings.api_key,
        server=settings.region,
        timeout_ms=settings.timeout_ms,
        retry_config=RetryConfig("backoff", waits, retry_connection_errors=True),
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
