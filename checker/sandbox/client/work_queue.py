"""A queue of hidden tests that several judges share."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable

from checker.progress import Progress, silent


class WorkQueue:
    """Hidden tests to be run; safe to share among threads.

    The tests that took longest in the last run are started first, so that none of them runs alone
    at the end. ``seconds`` maps each test to the time that it took, and is updated with the time
    that it takes now. ``break_off`` is called before each test: where it returns true, ``take``
    returns None.
    """

    def __init__(
        self,
        names: Iterable[str],
        progress: Progress = silent,
        *,
        seconds: dict[str, float] | None = None,
        break_off: Callable[[], bool] = lambda: False,
    ) -> None:
        self.names = tuple(dict.fromkeys(names))
        self._seconds = {} if seconds is None else seconds
        self._left = deque(sorted(self.names, key=lambda name: -self._seconds.get(name, 0.0)))
        self._guard = threading.Lock()
        self._done, self._progress, self._break_off = 0, progress, break_off

    def take(self) -> str | None:
        """Return the test to run next, None if there is none for now."""
        with self._guard:
            return self._left.popleft() if self._left and not self._break_off() else None

    def ran(self, name: str, seconds: float) -> None:
        """Note that a test was run, and how long that took."""
        with self._guard:
            self._seconds[name] = seconds
            self._done += 1
            self._progress("hidden tests", self._done, len(self.names))

    @property
    def empty(self) -> bool:
        """Whether every test was taken."""
        with self._guard:
            return not self._left


def run_all_queued(named: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    """Return the node ids that were named and the others; a name stands for all of its cases."""
    first = tuple(named)
    return (*first, *(each for each in others if each.partition("[")[0] not in first))


NO_TESTS = WorkQueue(())
