"""Two hundred different submissions of one pack by two workers: speed, memory, and their growth.

Run it with ``python -m benchmarks.throughput [COUNT]``.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from benchmarks import record, submissions
from benchmarks.timing import seconds
from checker.checks import typecheck
from checker.dealing.build import deal
from checker.grading.grade import grade
from checker.model.review import Submission
from checker.sandbox.client.pool import JudgePool

WORKERS, JUDGES, COUNT, EDGE = 2, 2, 200, 10


def main(given: Sequence[str], figures: record.Figures) -> int:
    """Print how many a minute, the most memory, and the cost of the last beside the first."""
    count = int(given[0]) if given else COUNT
    on, todo = submissions.challenge(), submissions.different(count)
    dealt = deal(on)
    typecheck.primed(on.pack)
    free: SimpleQueue[JudgePool] = SimpleQueue()
    memory: list[int] = []

    def one(handed_in: Submission) -> float:
        judges = free.get()
        took = seconds(lambda: grade(on, dealt, handed_in, judges=judges))
        free.put(judges)
        memory.append(_proportional())
        _show(len(memory), count)
        return took

    workers = [JudgePool(count=JUDGES) for _ in range(WORKERS)]
    for judges in workers:
        free.put(judges)
    start = time.perf_counter()
    try:
        with ThreadPoolExecutor(WORKERS) as pool:
            took = list(pool.map(one, todo))
    finally:
        for judges in workers:
            judges.close()
    whole = time.perf_counter() - start
    _table(count, whole, took, memory)
    figures["submissions"] = count
    figures["a submission, s"] = whole / count
    figures["most memory, MB"] = max(memory) / 1024
    return 0


def _table(count: int, whole: float, took: list[float], memory: list[int]) -> None:
    early = statistics.median(took[EDGE : 2 * EDGE])
    late = statistics.median(took[-EDGE:])
    print(f"{count} different submissions, {WORKERS} workers: {whole:.0f} s")
    print(f"{count / whole * 60:.0f} a minute, {whole / count:.2f} s each")
    print(f"the last {EDGE} cost {late / early:.2f} of those after the first {EDGE}")
    print(f"most memory of all processes: {max(memory) / 1024:.0f} MB")
    print(f"memory at the end beside that after {EDGE}: {memory[-1] / memory[EDGE]:.2f}")


def _show(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done} of {total}", end="", file=sys.stderr)


def _proportional() -> int:
    """Return the KB that this process and all below it take, shared pages shared out."""
    found, todo = 0, [os.getpid()]
    while todo:
        folder = Path(f"/proc/{todo.pop()}")
        try:
            lines = (folder / "smaps_rollup").read_text().splitlines()
            found += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
            for task in (folder / "task").iterdir():
                todo += map(int, (task / "children").read_text().split())
        except OSError:
            continue  # it has ended meanwhile
    return found


if __name__ == "__main__":
    sys.exit(record.run("throughput", main))
