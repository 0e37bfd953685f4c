"""Barriers: answers wait for each other, so that concurrency does not depend on the machine."""

from __future__ import annotations

import asyncio


class Barrier:
    """Holds answers back until enough requests are in flight at once, or no more arrive."""

    def __init__(self, *, until: int, patience: float) -> None:
        self._until = until
        self._patience = patience
        self._waiting: list[asyncio.Future[None]] = []
        self._timer: asyncio.TimerHandle | None = None
        self._released = False

    async def wait(self, in_flight: int) -> None:
        """Wait for the release; ``in_flight`` includes this request."""
        if self._released:
            return
        if in_flight >= self._until:
            self._release()
            return
        loop = asyncio.get_running_loop()
        if self._timer is not None:
            self._timer.cancel()
        self._timer = loop.call_later(self._patience, self._release)
        self._waiting.append(loop.create_future())
        await self._waiting[-1]

    def _release(self) -> None:
        self._released = True
        if self._timer is not None:
            self._timer.cancel()
        for future in self._waiting:
            if not future.done():  # its client has gone
                future.set_result(None)
        self._waiting.clear()
