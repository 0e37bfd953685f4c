"""Show the progress of long work on stderr: a bar in a terminal, else some lines."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from checker import progress
from checker.report.phrasing import one_line
from cli.output.say import print_note

BAR_AFTER_SECONDS = 0.5
LINE_EVERY_SECONDS = 2.0


@contextmanager
def shown_progress(starting: str) -> Iterator[progress.Progress]:
    """Yield a function that shows progress; ``starting`` says what starts now."""
    if not sys.stderr.isatty():
        print_note(f"{starting} ...")
        yield _LineProgress()
        return
    with _bar(starting) as bar:
        yield bar


@contextmanager
def _bar(starting: str) -> Iterator[progress.Progress]:
    """Show a bar once the work has taken a while, and remove it at the end."""
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(compact=True),
    )
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task(starting, total=None)

    def tell(doing: str, done: int, total: int) -> None:
        bar.update(task, description=one_line(doing), completed=done, total=total)

    begin = threading.Timer(BAR_AFTER_SECONDS, bar.start)
    begin.start()
    try:
        yield tell
    finally:
        begin.cancel()
        begin.join()
        if bar.live.is_started:
            bar.stop()


class _LineProgress:
    """Prints a line when a step starts, when it ends, and from time to time in between."""

    def __init__(self) -> None:
        self._doing = ""
        self._last = 0.0

    def __call__(self, doing: str, done: int, total: int) -> None:
        now = time.monotonic()
        begins, ends = doing != self._doing, done == total
        if begins or ends or now - self._last >= LINE_EVERY_SECONDS:
            print_note(f"{one_line(doing)}: {done} of {total}")
            self._doing, self._last = doing, now
