"""The gateway: admits, remembers, queues and asks."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass

from gateway.asks import Ask, Key, dearest
from gateway.cache import AnswerCache
from gateway.errors import ClosedError
from gateway.gate import PriorityGate
from gateway.ledger import Ledger
from gateway.limits import Limits
from gateway.settings import Settings
from gateway.sharing import Broadcast, Sharing, forget
from gateway.upstream import Upstream, connect

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How the gateway is doing."""

    waiting: int
    cached: int
    under_way: int
    uptime_s: float
    closing: bool


class Gateway:
    """Answers the asks of many tenants with one client."""

    def __init__(
        self, upstream: Upstream, ledger: Ledger, settings: Settings, clock: Clock = time.monotonic
    ) -> None:
        self.ledger = ledger
        self._upstream = upstream
        self._settings = settings
        self._clock = clock
        self._opened_at = clock()
        self._limits = Limits(rate_per_s=settings.rate_per_s, burst=settings.burst, clock=clock)
        self._cache = AnswerCache(size=settings.cache_size, ttl_s=settings.cache_ttl_s, clock=clock)
        self._gate = PriorityGate(slots=settings.slots, longest_queue=settings.longest_queue)
        self._calls: set[asyncio.Task[str]] = set()
        self._sharing = Sharing(self._calls)
        self._broadcasts: dict[Key, Broadcast] = {}
        self._closing = False

    async def ask(self, ask: Ask) -> str:
        """Return an answer, from the cache where there is one; who asks alike shares one call.

        Raises:
            ClosedError: the gateway is closing.
            RateLimitedError: the tenant asks too often.
            BudgetError: the tenant has too little left.
            LedgerError: the ledger cannot be read or written.
            OverloadedError: too many calls wait already.
            UpstreamError: the model gave nothing that can be used.
        """
        self._admit(ask)
        key = _key(ask)
        kept = self._cache.get(key)
        if kept is not None:
            return kept
        return await self._sharing.join(key, lambda: self._answer(key, ask))

    async def stream(self, ask: Ask) -> AsyncGenerator[str, None]:
        """Yield an answer piece by piece; who asks alike shares one stream; raises the same errors."""
        self._admit(ask)
        key = _key(ask)
        kept = self._cache.get(key)
        if kept is not None:
            yield kept
            return
        async with aclosing(self._broadcast(key, ask).read()) as pieces:
            async for piece in pieces:
                yield piece

    async def drain(self, grace_s: float | None = None) -> int:
        """Take no more asks, let calls under way finish, and give up those that outlast the grace.

        Returns how many were given up; by then none is under way any more.
        """
        self._closing = True
        grace_s = self._settings.grace_s if grace_s is None else grace_s
        if not self._calls:
            return 0
        _, late = await asyncio.wait(self._calls, timeout=grace_s)
        for call in late:
            call.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        return len(late)

    def health(self) -> Health:
        """Return how the gateway is doing right now."""
        return Health(
            waiting=self._gate.waiting,
            cached=len(self._cache),
            under_way=len(self._calls),
            uptime_s=self._clock() - self._opened_at,
            closing=self._closing,
        )

    def _admit(self, ask: Ask) -> None:
        if self._closing:
            raise ClosedError("the gateway is closing")
        self._limits.admit(ask.tenant)

    async def _answer(self, key: Key, ask: Ask) -> str:
        async with self.ledger.held(ask.tenant, dearest(ask)):
            text = await self._upstream.complete(ask, lambda: self._gate.slot(ask.priority))
        self._cache.put(key, text)
        return text

    def _broadcast(self, key: Key, ask: Ask) -> Broadcast:
        """Return the stream that is under way for the key, or begin one."""
        known = self._broadcasts.get(key)
        if known is not None and not known.task.cancelling():
            return known
        begun = Broadcast(self._spoken(key, ask), self._settings.stream_deadline_s)
        self._calls.add(begun.task)
        begun.task.add_done_callback(self._calls.discard)
        begun.task.add_done_callback(lambda _: forget(self._broadcasts, key, begun))
        self._broadcasts[key] = begun
        return begun

    async def _spoken(self, key: Key, ask: Ask) -> AsyncGenerator[str, None]:
        said: list[str] = []
        async with (
            self.ledger.held(ask.tenant, dearest(ask)),
            self._gate.slot(ask.priority),
            aclosing(self._upstream.stream(ask)) as pieces,
        ):
            async for piece in pieces:
                said.append(piece)
                yield piece
        self._cache.put(key, "".join(said))


@asynccontextmanager
async def open_gateway(settings: Settings) -> AsyncIterator[Gateway]:
    """Open the ledger and a client; at the end the gateway is drained and the client closed."""
    client = connect(settings)
    async with client:
        ledger = Ledger(settings.ledger, settings.budget)
        gateway = Gateway(Upstream(client, ledger, settings), ledger, settings)
        try:
            yield gateway
        finally:
            await gateway.drain()


def _key(ask: Ask) -> Key:
    """Return all that an answer depends on, and whose it is."""
    return (ask.tenant, ask.system, ask.prompt, ask.max_tokens)
