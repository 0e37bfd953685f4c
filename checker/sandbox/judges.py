"""Several judges at work on one submission.

Most hidden tests wait for something: for an answer that is held back, for a deadline. Three judges
keep two cores busy meanwhile.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from checker.model.key import Pack
from checker.progress import Progress, silent
from checker.sandbox.judgement import Judgement, SuiteClaim
from checker.sandbox.judging import Judge
from checker.sandbox.levels import Level, best

COUNT = 3
ERRAND = 4  # tests of one errand: more would leave a judge idle at the end, fewer cost their start

T = TypeVar("T")


class Judges:
    """Asks like one judge, and answers sooner; safe to ask from several threads.

    More judges with shorter errands are worth their start where most tests run into their deadline.
    """

    def __init__(
        self, level: Level | None = None, count: int = COUNT, errand: int = ERRAND
    ) -> None:
        self.level = level or best()
        self._errand = errand
        self._stack = ExitStack()
        self._free: queue.SimpleQueue[Judge] = queue.SimpleQueue()
        self._all = [self._stack.enter_context(Judge(self.level)) for _ in range(count)]
        for judge in self._all:
            self._free.put(judge)
        self._pool = ThreadPoolExecutor(max_workers=count)
        self._collected: dict[str, tuple[str, ...]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        self.close()

    def warm_up(self) -> None:
        """Start all judges without waiting for them."""
        for judge in self._all:
            judge.warm_up()

    def run(
        self,
        pack: Pack,
        tree: Path,
        node_ids: Iterable[str],
        *,
        every: bool = False,
        progress: Progress = silent,
    ) -> Judgement:
        """Run hidden tests as ``Judge.run`` does, shared out among the judges."""
        chunks = self._chunks(pack, tuple(node_ids), every=every)
        done = _Counter(sum(map(len, chunks)), progress)

        def errand(chunk: tuple[str, ...]) -> Judgement:
            judgement = self._with_one(lambda judge: judge.run(pack, tree, chunk))
            done.add(len(chunk))
            return judgement

        judgements = list(self._pool.map(errand, chunks))
        return Judgement(
            results=tuple(result for each in judgements for result in each.results),
            integrity=tuple(finding for each in judgements for finding in each.integrity),
        )

    def suite(self, pack: Pack, tree: Path) -> SuiteClaim:
        """Run the project's own tests that stand in ``tree``."""
        return self._with_one(lambda judge: judge.suite(pack, tree))

    def close(self) -> None:
        """End all judges."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._stack.close()

    def _with_one(self, ask: Callable[[Judge], T]) -> T:
        judge = self._free.get()
        try:
            return ask(judge)
        finally:
            self._free.put(judge)

    def _chunks(self, pack: Pack, named: tuple[str, ...], *, every: bool) -> list[tuple[str, ...]]:
        """Return the tests in errands; those that take longest by themselves and first."""
        wanted = tuple(dict.fromkeys((*named, *(self._quick(pack) if every else ()))))
        slow = [name for name in wanted if every and name not in self._quick(pack)]
        rest = [name for name in wanted if name not in slow]
        return [(name,) for name in slow] + [
            tuple(rest[start : start + self._errand]) for start in range(0, len(rest), self._errand)
        ]

    def _quick(self, pack: Pack) -> tuple[str, ...]:
        """Return all hidden tests but the runs of the candidate's own tests."""
        if pack.digest not in self._collected:
            self._collected[pack.digest] = self._with_one(lambda judge: judge.collect(pack))
        return self._collected[pack.digest]


class _Counter:
    """Adds up what several threads have done, and tells it."""

    def __init__(self, total: int, progress: Progress) -> None:
        self._guard = threading.Lock()
        self._done, self._total, self._progress = 0, total, progress

    def add(self, more: int) -> None:
        """Count so many more."""
        with self._guard:
            self._done += more
            self._progress("hidden tests", self._done, self._total)
