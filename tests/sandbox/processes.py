"""What is left of processes: looks at /proc and pidfds, so at Linux alone."""

from __future__ import annotations

import os
import select
from pathlib import Path


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
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    children = [int(number) for task in tasks for number in task.read_text().split()]
    return [*children, *(each for child in children for each in descendants(child))]
