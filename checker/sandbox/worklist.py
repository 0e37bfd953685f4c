"""Hidden tests that several judges take off one list."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable

from checker.progress import Progress, silent


class Worklist:
    """Hidden tests to be run, in the order in which they are begun; safe to share among threads.

    ``break_off`` is asked before each: once it says so, whoever asks has to stop and make room.
    """

    def __init__(
        self,
        names: Iterable[str],
        progress: Progress = silent,
        break_off: Callable[[], bool] = lambda: False,
    ) -> None:
        self.names = tuple(dict.fromkeys(names))
        self._left = deque(self.names)
        self._guard = threading.Lock()
        self._done, self._progress, self._break_off = 0, progress, break_off

    def take(self, *, done: int) -> str | None:
        """Return the test to run next, None if there is none for now; ``done`` more were run."""
        with self._guard:
            if done:
                self._done += done
                self._progress("hidden tests", self._done, len(self.names))
            return self._left.popleft() if self._left and not self._break_off() else None

    @property
    def empty(self) -> bool:
        """Whether every test was taken."""
        with self._guard:
            return not self._left


def with_all(named: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    """Return the node ids that were named and the others; a name stands for all of its cases."""
    first = tuple(named)
    return (*first, *(each for each in others if each.partition("[")[0] not in first))


NO_TESTS = Worklist(())
