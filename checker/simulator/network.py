"""The thread that runs all simulators."""

from __future__ import annotations

from typing import Self

from checker.simulator.server.loop_thread import LoopThread
from checker.simulator.simulator import Simulator


class Network:
    """Runs any number of simulators on one daemon thread; a context manager."""

    def __init__(self) -> None:
        self._thread = LoopThread()
        self._taken: set[int] = set()
        self._simulators: list[Simulator] = []

    def simulator(self, port: int = 0) -> Simulator:
        """Return a new simulator that accepts requests, on free ports or from ``port`` on."""
        fresh = Simulator(self._thread, self._taken, port)
        self._simulators = [*(s for s in self._simulators if not s.closed), fresh]
        return fresh

    @property
    def thread_id(self) -> int:
        """The identity of the thread, by which its CPU time can be measured."""
        return self._thread.identity

    def close(self) -> None:
        """Close every simulator and end the thread."""
        for simulator in self._simulators:
            simulator.close()
        self._thread.stop()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
