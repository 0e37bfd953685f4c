"""What is left of processes: looks at /proc and pidfds, so at Linux alone."""

from __future__ import annotations

import os
import select
import time
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path

PATIENCE_SECONDS = 60


def ended(descriptor: int, seconds: float = 10) -> bool:
    """Return whether a process ends in time; its pidfd is closed."""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    try:
        return bool(poll.poll(seconds * 1000))
    finally:
        os.close(descriptor)


def descendants(pid: int) -> list[int]:
    """Return the processes that a process started, and those that they started."""
    children: list[int] = []
    with suppress(FileNotFoundError, ProcessLookupError):  # it has just ended
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            children += map(int, task.read_text().split())
    return [*children, *(each for child in children for each in descendants(child))]


def opened(pids: Iterable[int]) -> list[int]:
    """Return pidfds of those processes that are still there."""
    found = []
    for pid in pids:
        with suppress(ProcessLookupError):
            found.append(os.pidfd_open(pid))
    return found


def begun(pid: int, but: Collection[int]) -> list[int]:
    """Wait until a process has descendants besides known ones; return pidfds of those.

    Fails if there are none after a minute.
    """
    found: list[int] = []
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not found:
        assert time.monotonic() < deadline, "no process began"
        found = opened({*descendants(pid)} - {*but})
    return found
