"""One call for many callers, one stream for many readers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, TypeVar

from gateway.asks import Key
from gateway.errors import ClosedError, UpstreamError

V = TypeVar("V")


def forget(known: dict[Key, V], key: Key, value: V) -> None:
    """Remove a value, unless another has taken its place."""
    if known.get(key) is value:
        del known[key]


@dataclass(slots=True, eq=False)
class Flight:
    """A call under way and how many wait for it."""

    task: asyncio.Task[str]
    waiting: int = 0


class Sharing:
    """Callers who ask the same thing at the same time share one call."""

    def __init__(self, calls: set[asyncio.Task[str]]) -> None:
        self._calls = calls
        self._flights: dict[Key, Flight] = {}

    async def join(self, key: Key, call: Callable[[], Coroutine[Any, Any, str]]) -> str:
        """Return what the call for this key gives; start it if nobody has.

        Who gives up disturbs nobody; the call is given up with the last who waits for it.
        """
        flight = self._flights.get(key) or self._start(key, call())
        flight.waiting += 1
        try:
            await asyncio.wait({flight.task})
        finally:
            flight.waiting -= 1
            if not flight.waiting and not flight.task.done():
                forget(self._flights, key, flight)
                flight.task.cancel()
        if flight.task.cancelled():
            raise ClosedError("the gateway is closing")
        return flight.task.result()

    def _start(self, key: Key, call: Coroutine[Any, Any, str]) -> Flight:
        flight = self._flights[key] = Flight(asyncio.create_task(call))
        self._calls.add(flight.task)
        flight.task.add_done_callback(self._calls.discard)
        flight.task.add_done_callback(lambda _: forget(self._flights, key, flight))
        return flight


class Broadcast:
    """A stream for many readers: each gets all of it, however late it comes, at its own pace."""

    def __init__(self, source: AsyncGenerator[str, None], deadline_s: float) -> None:
        self._said: list[str] = []
        self._queues: set[asyncio.Queue[str | None]] = set()
        self.task = asyncio.create_task(self._pump(source, deadline_s))
        self.task.add_done_callback(lambda _: self._tell(None))

    async def read(self) -> AsyncGenerator[str, None]:
        """Yield every piece from the first one on; raise what the stream raised.

        The stream is given up with its last reader.
        """
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        for piece in self._said:
            queue.put_nowait(piece)
        self._queues.add(queue)
        try:
            while (said := await queue.get()) is not None:
                yield said
            if self.task.cancelled():
                raise ClosedError("the gateway is closing")
            self.task.result()
        finally:
            self._queues.discard(queue)
            if not self._queues:
                self.task.cancel()

    async def _pump(self, source: AsyncGenerator[str, None], deadline_s: float) -> str:
        try:
            async with asyncio.timeout(deadline_s), aclosing(source) as pieces:
                async for piece in pieces:
                    self._said.append(piece)
                    self._tell(piece)
        except TimeoutError as error:
            raise UpstreamError("the model takes too long to finish") from error
        return "".join(self._said)

    def _tell(self, piece: str | None) -> None:
        """Give every reader the next piece, None at the end."""
        for queue in self._queues:
            queue.put_nowait(piece)
