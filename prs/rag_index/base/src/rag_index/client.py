"""The Mistral client of the index."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2
from mistralai.client import Mistral
from mistralai.client.utils import BackoffStrategy, RetryConfig

from rag_index.settings import Settings

SLOWEST_RETRY_MS = 5_000


@asynccontextmanager
async def client_for(settings: Settings) -> AsyncIterator[Mistral]:
    """Give a client of the settings' region that repeats what failed, for a moment only."""
    waits = BackoffStrategy(
        initial_interval=settings.retry_first_ms,
        max_interval=SLOWEST_RETRY_MS,
        exponent=2.0,
        max_elapsed_time=settings.retry_total_ms,
        jitter_ms=settings.retry_first_ms,
    )
    hooks = {"response": [_shorten_wait]}
    async with httpx2.AsyncClient(follow_redirects=True, event_hooks=hooks) as http:
        yield Mistral(
            api_key=settings.api_key,
            server=settings.region,
            retry_config=RetryConfig("backoff", waits, retry_connection_errors=True),
            timeout_ms=settings.timeout_ms,
            async_client=http,
        )


async def _shorten_wait(response: httpx2.Response) -> None:
    """Cap what the API says about waiting: the SDK would wait for as long as it says."""
    longest_waits = {"retry-after": SLOWEST_RETRY_MS // 1000, "retry-after-ms": SLOWEST_RETRY_MS}
    for name, longest in longest_waits.items():
        said = response.headers.get(name, "0")
        if not said.isdecimal() or int(said) > longest:  # it may be a date
            response.headers[name] = str(longest)
