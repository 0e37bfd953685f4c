"""Slots for calls, given out by priority."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from gateway.asks import Priority
from gateway.errors import OverloadedError


class PriorityGate:
    """Lets ``slots`` callers in at once; of those who wait the most urgent goes first.

    Among equals the one who came first goes first.
    """

    def __init__(self, *, slots: int, longest_queue: int) -> None:
        self._free = slots
        self._longest_queue = longest_queue
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._numbers = itertools.count()

    @property
    def waiting(self) -> int:
        """How many callers wait for a slot."""
        return sum(not turn.done() for _, _, turn in self._waiting)

    @asynccontextmanager
    async def slot(self, priority: Priority) -> AsyncIterator[None]:
        """Hold a slot; raise OverloadedError if too many wait for one already."""
        await self._enter(priority)
        try:
            yield
        finally:
            self._leave()

    async def _enter(self, priority: Priority) -> None:
        if self._free > 0:
            self._free -= 1
            return
        if self.waiting >= self._longest_queue:
            raise OverloadedError("too many calls wait for a slot already")
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (priority, next(self._numbers), turn))
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._leave()  # it was our turn already: hand it on
            raise

    def _leave(self) -> None:
        """Give the slot to the most urgent caller that still waits."""
        while self._waiting:
            _, _, turn = heapq.heappop(self._waiting)
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1
