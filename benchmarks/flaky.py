"""Grade the same submissions again and again while both cores are busy: every report must be equal.

Run it with ``make flaky``, or ``python -m benchmarks.flaky [RUNS]``. Exits with 1 if any differs.
"""

from __future__ import annotations

import difflib
import multiprocessing
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from benchmarks import record, submissions
from checker.dealing.build import deal
from checker.grading.grade import grade
from checker.report import as_json, to_scorecard
from checker.sandbox.client.pool import JudgePool

RUNS = 50
MAX_LINES = 14


def main(given: Sequence[str], figures: record.Figures) -> int:
    """Print for each submission how often each report came out."""
    times = int(given[0]) if given else RUNS
    on = submissions.challenge()
    dealt = deal(on)
    cases = {
        "oracle": submissions.perfect(on, dealt),
        "nothing": submissions.empty(dealt),
        "sample": submissions.sample(on, dealt),
    }
    differ = 0
    with _load(), JudgePool() as judges:
        for name, handed_in in cases.items():
            seen: Counter[str] = Counter()
            for number in range(times):
                card = as_json.dump(to_scorecard(grade(on, dealt, handed_in, judges=judges)))
                seen[card] += 1
                _show(name, number + 1, times)
            (usual, same), *others = seen.most_common()
            differ += times - same
            figures[f"{name}, reports that differ of {times}"] = times - same
            print(f"{name:10}{same} of {times} reports are the same, byte for byte", flush=True)
            for other, count in others:
                _difference(usual, other, count)
    return 1 if differ else 0


def _difference(usual: str, other: str, count: int) -> None:
    print(f"  {count} differ so:")
    lines = difflib.unified_diff(usual.splitlines(), other.splitlines(), n=0, lineterm="")
    for line in [*lines][2:MAX_LINES]:
        print(f"    {line.strip()}", flush=True)


@contextmanager
def _load() -> Iterator[None]:
    """Keep every core busy."""
    busy = [multiprocessing.Process(target=_spin, daemon=True) for _ in range(os.cpu_count() or 1)]
    for process in busy:
        process.start()
    try:
        yield
    finally:
        for process in busy:
            process.kill()
            process.join()


def _spin() -> None:
    while True:
        pass


def _show(name: str, done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{name}: {done} of {total} ", end="", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(record.run("flaky", main))
