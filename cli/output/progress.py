"""Show the progress of long work on stderr: a bar in a terminal, else some lines."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from checker import progress
from checker.report.phrasing import one_line
from cli.output.say import print_note

BAR_AFTER_SECONDS = 0.5
LINE_EVERY_SECONDS = 2.0
STILL_THERE_SECONDS = 20.0


@contextmanager
def shown_progress(starting: str) -> Iterator[progress.Progress]:
    """Yield a function that shows progress; ``starting`` says what starts now."""
    if not sys.stderr.isatty():
        print_note(f"{starting} ...")
        lines = _LineProgress()
        with _repeated(lines.still_there):
            yield lines
        return
    with _bar(starting) as bar:
        yield bar


@contextmanager
def _repeated(work: Callable[[], None]) -> Iterator[None]:
    """Call a function from time to time, in a thread of its own."""
    ended = threading.Event()

    def repeat() -> None:
        while not ended.wait(STILL_THERE_SECONDS):
            work()

    thread = threading.Thread(target=repeat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


@contextmanager
def _bar(starting: str) -> Iterator[progress.Progress]:
    """Show a bar once the work has taken a while, and remove it at the end."""
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task(starting, total=None)

    def tell(doing: str, done: int, total: int) -> None:
        bar.update(task, description=one_line(doing), completed=done, total=total or None)

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
    """Prints a line when a step starts, when it ends, and from time to time in between.

    Each line says something new: what is done, how much of it, or how long it takes so far.
    """

    def __init__(self) -> None:
        self._doing = ""
        self._line = ""
        self._last = self._began = time.monotonic()

    def __call__(self, doing: str, done: int, total: int) -> None:
        now = time.monotonic()
        begins, ends = doing != self._doing, done == total
        line = f"{one_line(doing)}: {done} of {total}" if total else f"{one_line(doing)} ..."
        due = begins or ends or now - self._last >= LINE_EVERY_SECONDS
        if due and line != self._line:
            print_note(line)
            self._doing, self._line, self._last = doing, line, now

    def still_there(self) -> None:
        """Say how long it takes so far where nothing was printed for a while."""
        now = time.monotonic()
        if now - self._last >= STILL_THERE_SECONDS:
            print_note(f"{self._line or 'at work'} (after {now - self._began:.0f} s)")
            self._last = now
