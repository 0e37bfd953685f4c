"""The time of a simulator, which a test can stop and advance."""

from __future__ import annotations

import asyncio
import threading
import time
from datetime import UTC, date, datetime

ROUNDING = 1e-6  # of seconds since 1970
START = datetime(2026, 8, 21, tzinfo=UTC)  # the day of the model cards that ``models`` knows


class Clock:
    """The time for quotas, for the lives of models and for signed URLs.

    It starts on the same day in every simulator and runs until it is stopped.
    """

    def __init__(self) -> None:
        self._began: float | None = time.monotonic()
        self._told = START.timestamp()
        self._changed = threading.Lock()
        self._waiting: list[tuple[float, asyncio.AbstractEventLoop, asyncio.Future[None]]] = []

    def now(self) -> float:
        """Return the seconds since 1970."""
        passed = 0.0 if self._began is None else time.monotonic() - self._began
        return self._told + passed

    def today(self) -> date:
        """Return the current day."""
        return datetime.fromtimestamp(self.now(), UTC).date()

    def stop(self) -> None:
        """Stop the clock: from now on only ``advance`` moves it."""
        with self._changed:
            self._told, self._began = self.now(), None

    def advance(self, seconds: float) -> None:
        """Move the clock on by some seconds."""
        with self._changed:
            self._told += seconds
            due = [each for each in self._waiting if each[0] <= self.now() + ROUNDING]
            self._waiting = [each for each in self._waiting if each not in due]
        for _, loop, future in due:
            loop.call_soon_threadsafe(_wake, future)

    async def wait(self, seconds: float) -> None:
        """Wait until the clock has moved on by some seconds; on the network's thread.

        A clock that is stopped moves on by ``advance`` alone.
        """
        loop = asyncio.get_running_loop()
        with self._changed:
            end, running = self.now() + seconds, self._began is not None
            future: asyncio.Future[None] = loop.create_future()
            if seconds > 0:
                self._waiting.append((end, loop, future))
            else:
                future.set_result(None)
        timer = loop.call_later(seconds, _wake, future) if running else None
        try:
            await future
        finally:
            if timer is not None:
                timer.cancel()
            with self._changed:
                self._waiting = [each for each in self._waiting if each[2] is not future]


def _wake(future: asyncio.Future[None]) -> None:
    if not future.done():  # its client may have gone
        future.set_result(None)
