"""Lay out a diff in rows: hunks with context lines, and both sides next to each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from checker.diffs.values import Block, FileDiff

CONTEXT_LINES = 3
MAX_HEADING_LINES = 500
_HEADING = re.compile(r"(\s*)(?:async\s+def|def|class)\s")


@dataclass(frozen=True, slots=True)
class DiffRow:
    """One line of one side, or a line that both sides share."""

    old: int | None
    new: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hunk:
    """Consecutive rows, with the number of shared lines hidden before them.

    ``begins`` is the number of its first line on the new side, or the one that it would have;
    ``ends`` is the number of its last. ``heading`` is the line of the function or class around
    the first row.
    """

    rows: tuple[DiffRow, ...]
    hidden: int
    begins: int
    ends: int
    heading: str


def hunks(diff: FileDiff, around: int = CONTEXT_LINES) -> tuple[Hunk, ...]:
    """Return the blocks of a file with context lines; blocks that touch make one hunk."""
    return tuple(_hunks(diff, list(_grouped(diff.blocks, around)), around))


def _hunks(diff: FileDiff, groups: Iterable[list[Block]], around: int) -> Iterator[Hunk]:
    shown = 0  # how many old lines come before the next hunk, hidden or not
    for blocks in groups:
        before = min(around, blocks[0].old_start - shown)
        rows: list[DiffRow] = []
        at = blocks[0].old_start - before
        for block in blocks:
            rows += _before(block, at)
            rows += (DiffRow(n, None) for n in range(block.old_start + 1, block.old_stop + 1))
            rows += (DiffRow(None, n) for n in range(block.new_start + 1, block.new_stop + 1))
            at = block.old_stop
        last = blocks[-1]
        stop = min(last.old_stop + around, len(diff.old))
        shift = last.new_stop - last.old_stop
        rows += (DiffRow(n, n + shift) for n in range(last.old_stop + 1, stop + 1))
        first_new = blocks[0].new_start - before
        yield Hunk(
            rows=tuple(rows),
            hidden=blocks[0].old_start - before - shown,
            begins=first_new + 1,
            ends=stop + shift,
            heading=_heading(diff.new, first_new),
        )
        shown = stop


def _grouped(blocks: Sequence[Block], around: int) -> Iterator[list[Block]]:
    group: list[Block] = []
    for block in blocks:
        if (
            group and block.old_start - group[-1].old_stop > 2 * around + 1
        ):  # a gap of one line is not worth hiding
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _before(block: Block, start: int) -> Iterator[DiffRow]:
    """Return rows for the shared lines from the old line ``start`` up to a block."""
    shift = block.new_start - block.old_start
    return (DiffRow(n, n + shift) for n in range(start + 1, block.old_start + 1))


def _heading(lines: Sequence[str], before: int) -> str:
    """Return the definition line around the line at index ``before``, or ""."""
    if before >= len(lines):
        return ""
    depth = _indent(lines[before]) if lines[before].strip() else MAX_HEADING_LINES
    for line in reversed(lines[max(0, before - MAX_HEADING_LINES) : before]):
        found = _HEADING.match(line)
        if found and len(found[1]) < depth:
            return line.strip()
        if line.strip():
            depth = min(depth, _indent(line) + 1)
    return ""


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def side_by_side(rows: Sequence[DiffRow]) -> tuple[tuple[DiffRow | None, DiffRow | None], ...]:
    """Return rows in pairs: removed lines next to the lines that replace them."""
    return tuple(_pairs(rows))


def _pairs(rows: Sequence[DiffRow]) -> Iterator[tuple[DiffRow | None, DiffRow | None]]:
    old: list[DiffRow] = []
    new: list[DiffRow] = []

    def paired() -> Iterator[tuple[DiffRow | None, DiffRow | None]]:
        for number in range(max(len(old), len(new))):
            left = old[number] if number < len(old) else None
            yield left, new[number] if number < len(new) else None
        old.clear()
        new.clear()

    for row in rows:
        if row.new is None:
            if new:
                yield from paired()
            old.append(row)
        elif row.old is None:
            new.append(row)
        else:
            yield from paired()
            yield row, row
    yield from paired()
