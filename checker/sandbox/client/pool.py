"""Several judges at work on one submission.

Most hidden tests wait for an answer that the simulator delays, or for a deadline, so five judges
keep two cores busy. For a single submission three are enough, since each takes time to start.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Self, TypeVar

from checker.model.key import Pack
from checker.progress import Progress, silent
from checker.sandbox.client.cached import BaselineResults
from checker.sandbox.client.judge import Judge
from checker.sandbox.client.protocol import HiddenTestRequest, Judgement, SuiteClaim
from checker.sandbox.client.work_queue import WorkQueue, run_all_queued
from checker.sandbox.isolation.levels import Isolation, best_isolation
from checker.sandbox.warm.tools import Tools

COUNT, FOR_ONE = 5, 3

T = TypeVar("T")


class JudgePool:
    """Several judges with the interface of one; several threads may use it at once.

    More judges than usual pay off where most tests reach their deadline. Warm tools that are given
    keep running when the judges end; their own tools end with them.
    """

    def __init__(
        self, level: Isolation | None = None, count: int = COUNT, *, tools: Tools | None = None
    ) -> None:
        self.level = level or best_isolation()
        self._stack = ExitStack()
        self.tools = self._stack.enter_context(Tools(self.level)) if tools is None else tools
        self._all = [Judge(self.level, tools=self.tools) for _ in range(count)]
        self.starting_points = BaselineResults()
        self._free = _Free(self._all)
        self._pool = ThreadPoolExecutor(max_workers=count)
        self._collected: dict[str, tuple[str, ...]] = {}
        self._seconds: dict[str, dict[str, float]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def warm_up(self) -> None:
        """Start all judges without waiting for them."""
        for judge in self._all:
            judge.warm_up()

    def run(self, request: HiddenTestRequest, progress: Progress = silent) -> Judgement:
        """Run hidden tests as ``Judge.run`` does, distributed among the judges.

        Raises:
            EnvironmentBrokenError: a judge itself failed.
            PackError: a hidden test is not there, or the hidden tests cannot be collected.
        """
        pack = request.pack
        named = self._slow_first(pack, request.node_ids)
        tests = WorkQueue(
            run_all_queued(named, self._quick(pack) if request.every else ()),
            progress,
            seconds=self._seconds.setdefault(pack.digest, {}),
            break_off=self._free.is_urgent,
        )
        parts = self._pool.map(lambda _: self._work(request, tests), self._all)
        judgements = [judgement for part in parts for judgement in part]
        results = [result for each in judgements for result in each.results]
        return Judgement(  # in the order of their names: chance decides which judge ran which test
            results=tuple(sorted(results, key=lambda result: result.node_id)),
            integrity=tuple(sorted(each for one in judgements for each in one.integrity)),
        )

    def suite(self, pack: Pack, tree: Path) -> SuiteClaim:
        """Run the project's own tests in ``tree``.

        Raises:
            EnvironmentBrokenError: a judge itself failed.
        """
        return self._soon(lambda judge: judge.suite(pack, tree))

    def close(self) -> None:
        """End all judges in parallel: one that has just been started takes a while to react."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        with self._stack, ThreadPoolExecutor(len(self._all)) as ending:
            list(ending.map(Judge.close, self._all))

    def _work(self, request: HiddenTestRequest, tests: WorkQueue) -> list[Judgement]:
        """Run tests from a queue, and release the judge whenever a thread waits for one."""
        found = []
        while not tests.empty:
            with self._free.one() as judge:
                if not tests.empty:
                    found.append(judge.work(request, tests))
        return found

    def _soon(self, ask: Callable[[Judge], T]) -> T:
        """Ask the first judge that is released; one at a queue is released after its test."""
        with self._free.one(urgent=True) as judge:
            return ask(judge)

    def _slow_first(self, pack: Pack, named: tuple[str, ...]) -> tuple[str, ...]:
        """Return node ids with the runs of the candidate's own tests first: they take longest."""
        quick = {each.partition("[")[0] for each in self._quick(pack)}
        return tuple(sorted(named, key=lambda name: name.partition("[")[0] in quick))

    def _quick(self, pack: Pack) -> tuple[str, ...]:
        """Return all hidden tests but the runs of the candidate's own tests."""
        if pack.digest not in self._collected:
            self._collected[pack.digest] = self._soon(lambda judge: judge.collect(pack))
        return self._collected[pack.digest]


class _Free:
    """The idle judges; urgent requests get one before those that work through a queue."""

    def __init__(self, judges: Iterable[Judge]) -> None:
        self._judges = list(judges)
        self._changed = threading.Condition()
        self._urgent = 0

    def is_urgent(self) -> bool:
        """Return whether a thread waits that must not wait for a whole queue."""
        return self._urgent > 0

    @contextmanager
    def one(self, *, urgent: bool = False) -> Iterator[Judge]:
        """Lend a judge for the block as soon as one is free."""
        with self._changed:
            self._urgent += urgent
            try:
                self._changed.wait_for(lambda: self._judges and (urgent or not self._urgent))
                judge = self._judges.pop()
            finally:
                self._urgent -= urgent
                self._changed.notify_all()
        try:
            yield judge
        finally:
            with self._changed:
                self._judges.append(judge)
                self._changed.notify_all()
