"""What the page has done elsewhere, in processes of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from checker.model.review import Event
from checker.progress import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolRun:
    """How a tool ended, and the end of what it said."""

    name: str
    passed: bool
    tail: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTasks:
    """Who runs the visible checks and hands the round in.

    ``hand_in`` returns once the round is graded, or raises a MessyprError.
    """

    checks: tuple[str, ...]
    check: Callable[[], Iterator[ToolRun]]
    hand_in: Callable[[Event, str, Progress], None]
