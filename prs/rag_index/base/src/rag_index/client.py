"""The Mistral client of the index."""

from __future__ import annotations

from mistralai.client import Mistral
from mistralai.client.utils import BackoffStrategy, RetryConfig

from rag_index.settings import Settings

SLOWEST_RETRY_MS = 5_000


def client_for(settings: Settings) -> Mistral:
    """Return a client of the settings' region that repeats what failed for a moment only."""
    waits = BackoffStrategy(
        initial_interval=settings.retry_first_ms,
        max_interval=SLOWEST_RETRY_MS,
        exponent=2.0,
        max_elapsed_time=settings.retry_total_ms,
        jitter_ms=settings.retry_first_ms,
    )
    return Mistral(
        api_key=settings.api_key,
        server=settings.region,
        retry_config=RetryConfig("backoff", waits, retry_connection_errors=True),
        timeout_ms=settings.timeout_ms,
    )
