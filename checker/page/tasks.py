"""Long tasks that run in processes of their own: the page receives them as functions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Event

from checker.model.review import Event as ReviewEvent
from checker.progress import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolRun:
    """How a tool ended, the end of its output, what was run, and for how long.

    ``summary`` says in a few words what it found, "" where it does not say.
    """

    name: str
    passed: bool
    tail: tuple[str, ...]
    ran: str = ""
    seconds: float = 0.0
    summary: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTasks:
    """Functions that run the visible checks, take a hint and hand the round in.

    ``check`` stops, and ends the tool that runs, once its event is set. ``hint`` keeps the next
    hint in the review. ``hand_in`` returns once the round is graded. Both raise a MessyprError if
    they cannot.
    """

    checks: tuple[str, ...]
    check: Callable[[Event], Iterator[ToolRun]]
    hint: Callable[[], None]
    hand_in: Callable[[ReviewEvent, str, Progress], None]
