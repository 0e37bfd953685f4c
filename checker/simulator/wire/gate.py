"""Gates: the judge decides when an answer continues."""

from __future__ import annotations

import asyncio
import contextlib
import threading


class Gate:
    """Holds answers back until it is opened; an open gate holds nothing."""

    def __init__(self, loop: asyncio.AbstractEventLoop, changed: threading.Condition) -> None:
        self._loop = loop
        self._changed = changed
        self._opened = asyncio.Event()
        self._arrivals = 0

    @property
    def arrivals(self) -> int:
        """The number of answers that have reached the gate."""
        with self._changed:
            return self._arrivals

    def open(self) -> None:
        """Let everything pass, now and later; from the judge's thread."""
        with contextlib.suppress(RuntimeError):  # the network is closed: nobody waits any more
            self._loop.call_soon_threadsafe(self._opened.set)

    def wait_for_arrival(self, timeout: float = 5.0, *, count: int = 1) -> bool:
        """Return whether ``count`` answers reached the gate within ``timeout`` seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: self._arrivals >= count, timeout)

    async def passage(self) -> None:
        """Wait until the gate is open; on the network's thread."""
        with self._changed:
            self._arrivals += 1
            self._changed.notify_all()
        await self._opened.wait()
