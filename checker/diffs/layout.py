"""Cut a diff into parts that can be fetched one by one, in one of two views."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from checker.diffs.hunks import DiffRow, Hunk, hunks, side_by_side
from checker.diffs.values import FileDiff

MAX_PART_LINES = 250
RowPair = tuple[DiffRow | None, DiffRow | None]


class View(StrEnum):
    """Both sides below each other, or next to each other."""

    UNIFIED = "unified"
    SPLIT = "split"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Shared lines that are not shown, by their numbers on the new side."""

    first: int
    last: int

    def __len__(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """Consecutive lines; ``header`` says that a hunk begins with them.

    In the unified view both halves of a line are the same row.
    """

    lines: tuple[RowPair, ...]
    gap: Gap | None = None
    header: bool = False
    heading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutPart:
    """Some strips of a file."""

    strips: tuple[Strip, ...]

    def __len__(self) -> int:
        return sum(len(strip.lines) + strip.header for strip in self.strips)


def lay_out(diff: FileDiff, view: View, most: int = MAX_PART_LINES) -> tuple[LayoutPart, ...]:
    """Return a file in parts of at most ``most`` lines; the last strip may be only a gap."""
    return tuple(_parts([*_strips(diff, view, most)], most))


def shared(diff: FileDiff, first: int, last: int) -> tuple[DiffRow, ...]:
    """Return the rows of shared lines from ``first`` to ``last`` on the new side.

    Lines that are outside the file or not shared are left out.
    """
    rows: list[DiffRow] = []
    at, shift = 0, 0
    for block in diff.blocks:
        rows += _between(at, block.new_start, shift, first, last)
        at, shift = block.new_stop, block.old_stop - block.new_stop
    rows += _between(at, len(diff.new), shift, first, last)
    return tuple(rows)


def _between(start: int, stop: int, shift: int, first: int, last: int) -> Iterator[DiffRow]:
    numbers = range(max(start + 1, first), min(stop, last) + 1)
    return (DiffRow(n + shift, n) for n in numbers)


def _strips(diff: FileDiff, view: View, most: int) -> Iterator[Strip]:
    shown = 0  # the last new line inside a hunk
    for hunk in hunks(diff):
        lines = _lines(hunk, view)
        first = hunk.begins
        gap = Gap(first=first - hunk.hidden, last=first - 1) if hunk.hidden else None
        yield Strip(lines=lines[:most], gap=gap, header=True, heading=hunk.heading)
        yield from (Strip(lines=lines[n : n + most]) for n in range(most, len(lines), most))
        shown = hunk.ends
    if diff.blocks and shown < len(diff.new):
        yield Strip(lines=(), gap=Gap(first=shown + 1, last=len(diff.new)), header=True)


def _lines(hunk: Hunk, view: View) -> tuple[RowPair, ...]:
    if view is View.SPLIT:
        return side_by_side(hunk.rows)
    return tuple((row, row) for row in hunk.rows)


def _parts(strips: list[Strip], most: int) -> Iterator[LayoutPart]:
    taken: list[Strip] = []
    for strip in strips:
        if taken and sum(len(each.lines) for each in taken) + len(strip.lines) > most:
            yield LayoutPart(strips=tuple(taken))
            taken = []
        taken.append(strip)
    if taken:
        yield LayoutPart(strips=tuple(taken))
