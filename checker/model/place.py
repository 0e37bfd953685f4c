"""Places in a repository."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Lines:
    """An inclusive range of line numbers, counted from 1."""

    first: int
    last: int

    def distance(self, other: Lines) -> int:
        """Return how many lines lie between the two ranges; 0 when they touch or overlap."""
        return max(self.first - other.last, other.first - self.last, 0)

    def __len__(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """Lines of a file of the dealt head, and the function or class around them ("" for none)."""

    path: PurePosixPath
    lines: Lines
    scope: str = ""
