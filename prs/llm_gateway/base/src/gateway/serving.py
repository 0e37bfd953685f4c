"""The gateway: admits, remembers, queues and asks."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass

from gateway.asks import Ask, Key
from gateway.cache import AnswerCache
from gateway.gate import PriorityGate
from gateway.ledger import Ledger
from gateway.limits import Limits
from gateway.settings import Settings
from gateway.upstream import Upstream, connect

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How the gateway is doing."""

    waiting: int
    cached: int


class Gateway:
    """Answers the asks of many tenants with one client."""

    def __init__(
        self, upstream: Upstream, ledger: Ledger, settings: Settings, clock: Clock = time.monotonic
    ) -> None:
        self.ledger = ledger
        self._upstream = upstream
        self._limits = Limits(rate_per_s=settings.rate_per_s, burst=settings.burst, clock=clock)
        self._cache = AnswerCache(size=settings.cache_size, ttl_s=settings.cache_ttl_s, clock=clock)
        self._gate = PriorityGate(slots=settings.slots, longest_queue=settings.longest_queue)

    async def ask(self, ask: Ask) -> str:
        """Return an answer, from the cache where there is one.

        Raises:
            RateLimitedError: the tenant asks too often.
            LedgerError: the ledger cannot be read or written.
            OverloadedError: too many calls wait already.
            UpstreamError: the model gave nothing that can be used.
        """
        self._limits.admit(ask.tenant)
        key = _key(ask)
        kept = self._cache.get(key)
        if kept is not None:
            return kept
        async with self._gate.slot(ask.priority):
            text = await self._upstream.complete(ask)
        self._cache.put(key, text)
        return text

    async def stream(self, ask: Ask) -> AsyncGenerator[str, None]:
        """Yield an answer piece by piece, as the model writes it; raises the same errors."""
        self._limits.admit(ask.tenant)
        async with (
            self._gate.slot(ask.priority),
            aclosing(self._upstream.stream(ask)) as pieces,
        ):
            async for piece in pieces:
                yield piece

    def health(self) -> Health:
        """Return how the gateway is doing right now."""
        return Health(waiting=self._gate.waiting, cached=len(self._cache))


@asynccontextmanager
async def open_gateway(settings: Settings) -> AsyncIterator[Gateway]:
    """Open the ledger and a client; the client is closed at the end."""
    client = connect(settings)
    async with client:
        ledger = Ledger(settings.ledger)
        gateway = Gateway(Upstream(client, ledger, settings), ledger, settings)
        yield gateway


def _key(ask: Ask) -> Key:
    """Return all that an answer depends on, and whose it is."""
    return (ask.tenant, ask.system, ask.prompt, ask.max_tokens)
