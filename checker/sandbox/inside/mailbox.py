"""Messages that the judge sends to a scenario while it runs."""

from __future__ import annotations

import asyncio
import threading
from typing import Any


class Mailbox:
    """Passes messages from the thread that reads the channel to the running scenario."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._early: list[Any] = []
        self._reader: tuple[asyncio.AbstractEventLoop, asyncio.Queue[Any]] | None = None

    def deliver(self, message: Any) -> None:
        """Hand a message to the running scenario, or keep it for the next one that asks."""
        with self._guard:
            if self._reader is None:
                self._early.append(message)
                return
            loop, queue = self._reader
            loop.call_soon_threadsafe(queue.put_nowait, message)

    def open(self) -> asyncio.Queue[Any]:
        """Return the queue of the scenario that runs on the current loop."""
        queue: asyncio.Queue[Any] = asyncio.Queue()
        with self._guard:
            for message in self._early:
                queue.put_nowait(message)
            self._early.clear()
            self._reader = (asyncio.get_running_loop(), queue)
        return queue

    def close(self) -> None:
        """Keep later messages: the scenario has ended."""
        with self._guard:
            self._reader = None
