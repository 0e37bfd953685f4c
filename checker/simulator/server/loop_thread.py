"""An asyncio loop on a thread of its own."""

from __future__ import annotations

import asyncio
import errno
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

CALL_SECONDS = 10.0  # what runs here takes milliseconds


class LoopThread:
    """Runs coroutines for other threads, between ``start`` and ``stop``."""

    loop: asyncio.AbstractEventLoop
    _thread: threading.Thread

    def start(self) -> None:
        """Start the thread."""
        self.loop = asyncio.new_event_loop()
        self.loop.set_exception_handler(_troubled)
        self._thread = threading.Thread(target=self.loop.run_forever, name="mistral", daemon=True)
        self._thread.start()

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """Return what the coroutine returns; from another thread only."""
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(CALL_SECONDS)

    @property
    def identity(self) -> int:
        """What ``threading.get_ident`` returns on the thread."""
        return self._thread.ident or 0

    def stop(self) -> None:
        """End the thread and close the loop."""
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()


def _troubled(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Ignore clients that were refused for want of file descriptors: they are tried again.

    Ignore also a listener that was closed before that: asyncio's own timer for it
    (``BaseSelectorEventLoop._start_serving``) cannot be cancelled from outside.
    """
    error = context.get("exception")
    full = isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.ENFILE)
    closed = isinstance(error, ValueError) and "_start_serving" in context.get("message", "")
    if not (full or closed):
        loop.default_exception_handler(context)
