"""Time things by the clock, one row of a table each, and keep the figures."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from benchmarks.record import Figures


def row(figures: Figures, name: str, runs: int, run: Callable[[], object]) -> float:
    """Print and return the median seconds of some runs."""
    times = [seconds(run) for _ in range(runs)]
    middle = statistics.median(times)
    print(f"{name:48}{middle:8.2f} s   {min(times):.2f} to {max(times):.2f}")
    figures[f"{name.strip()}, s"] = middle
    return middle


def seconds(run: Callable[[], object]) -> float:
    """Return how long one run takes."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def ratio(figures: Figures, name: str, value: float) -> None:
    """Print a ratio below the rows that it is of."""
    print(f"{name:48}{value:8.2f}")
    figures[name] = value
