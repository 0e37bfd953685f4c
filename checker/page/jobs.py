"""Long work behind the page: one thread each, with its progress."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from checker import rounds
from checker.errors import MessyprError
from checker.model.review import Event
from checker.page.tasks import PageTasks, ToolRun
from checker.page.worktree_mark import mark
from checker.rounds import EventKind, RoundDir


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckState:
    """The progress of the visible checks; ``error`` says why they stopped.

    ``tree`` is the mark of the working tree that they began with, and ``stopped`` says that
    somebody stopped them.
    """

    running: str = ""
    ran: tuple[ToolRun, ...] = ()
    error: str = ""
    tree: str = ""
    ended_at: datetime | None = None
    stopped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GradingState:
    """The progress of grading; ``error`` says why it stopped."""

    running: bool = False
    doing: str = ""
    done: int = 0
    total: int = 0
    error: str = ""


class Jobs:
    """The two kinds of long work; each runs at most once at a time."""

    def __init__(self, round_dir: RoundDir, tasks: PageTasks) -> None:
        self.tasks = tasks
        self.checking = CheckState()
        self.grading = GradingState()
        self._place = round_dir
        self._lock = threading.Lock()
        self._stop = threading.Event()

    def check(self) -> None:
        """Start the visible checks, unless they run already."""
        with self._lock:
            if self.checking.running:
                return
            self._stop = threading.Event()
            tree = mark(self._place.worktree)
            self.checking = CheckState(running=self.tasks.checks[0], tree=tree)
        _beside(self._check)

    def stop_checking(self) -> None:
        """Stop the visible checks, if they run."""
        self._stop.set()

    def is_stale(self) -> bool:
        """Return whether the working tree has changed since the visible checks began."""
        known = self.checking
        return bool(known.ran) and known.tree != mark(self._place.worktree)

    def hand_in(self, event: Event, body: str) -> None:
        """Start to hand the round in and grade it, unless that runs already."""
        with self._lock:
            if self.grading.running:
                return
            self.grading = GradingState(running=True, doing="handing in")
        _beside(lambda: self._hand_in(event, body))

    def _check(self) -> None:
        try:
            for ran in self.tasks.check(self._stop):
                so_far = (*self.checking.ran, ran)
                left = [n for n in self.tasks.checks if n not in {each.name for each in so_far}]
                running = left[0] if left else ""
                self.checking = replace(self.checking, running=running, ran=so_far)
        except (MessyprError, OSError) as error:
            self.checking = replace(self.checking, error=str(error))
        finally:
            now, stopped = datetime.now(UTC), self._stop.is_set()
            self.checking = replace(self.checking, running="", ended_at=now, stopped=stopped)
        said = ", ".join(
            f"{each.name} {'passed' if each.passed else 'failed'}" for each in self.checking.ran
        )
        rounds.record_event(self._place, EventKind.CHECKED, datetime.now(UTC), said)

    def _hand_in(self, event: Event, body: str) -> None:
        def tell(doing: str, done: int, total: int) -> None:
            self.grading = GradingState(running=True, doing=doing, done=done, total=total)

        try:
            self.tasks.hand_in(event, body, tell)
        except (MessyprError, OSError) as error:
            self.grading = GradingState(error=str(error))
        else:
            self.grading = GradingState()


def _beside(work: Callable[[], None]) -> None:
    """Start work in a thread that ends with the process: all of it can be repeated."""
    threading.Thread(target=work, daemon=True).start()
