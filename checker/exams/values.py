"""The values of an exam."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One graded commit: its id, when it was graded, its points, and its report in JSON."""

    head: str
    at: str
    points: float
    report: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempts:
    """What one candidate handed in for one deal, first to last; ``closed_at`` is "" until then."""

    dealt_head: str
    closed_at: str = ""
    attempts: tuple[Attempt, ...] = ()

    def of(self, head: str) -> Attempt | None:
        """Return the attempt with a commit, None where it was not graded yet."""
        return next((each for each in self.attempts if each.head == head), None)
