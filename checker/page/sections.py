"""The files of a diff as the page lists them: the first lines at once, the rest on request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from checker.diffs import FileDiff, LayoutPart, View
from checker.markup import table
from checker.page.material import Changes
from checker.page.tree import Folder, fold_reason, ordered, tree

FIRST_LINES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePiece:
    """One part of a file; ``left`` and ``right`` are its line ranges, as ``3-20``."""

    number: int
    lines: int
    left: str
    right: str
    html: Markup | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One file; ``why`` says why it is folded at first, "" if it is not."""

    number: int
    diff: FileDiff
    why: str
    note: str
    pieces: tuple[FilePiece, ...]


def sections(changes: Changes, view: View, at_once: int = FIRST_LINES) -> tuple[Section, ...]:
    """Return all files in the order of the tree; about ``at_once`` lines are rendered."""
    return tuple(_sections(changes, view, at_once))


def folders(changes: Changes) -> Folder:
    """Return the tree of the files."""
    return tree(changes.files)


def _sections(changes: Changes, view: View, room: int) -> Iterator[Section]:
    for number in ordered(tree(changes.files)):
        diff = changes.files[number].diff
        why = fold_reason(diff)
        pieces = []
        for place, part in enumerate(changes.parts(number, view)):
            html = None
            if room > 0 and not why:
                html = table(changes.files[number], part, changes.view(number, view))
                room -= len(part)
            pieces.append(_piece(place, part, html))
        yield Section(number=number, diff=diff, why=why, note=_note(diff), pieces=tuple(pieces))


def _note(diff: FileDiff) -> str:
    if diff.note:
        return f"This is {diff.note}."
    if diff.blocks:
        return ""
    if not diff.old and not diff.new:
        return "This file is empty."
    return "Nothing but white space or the name differs."


def _piece(number: int, part: LayoutPart, html: Markup | None) -> FilePiece:
    rows = [row for strip in part.strips for line in strip.lines for row in line if row]
    return FilePiece(
        number=number,
        lines=len(part),
        left=_reach(row.old for row in rows),
        right=_reach(row.new for row in rows),
        html=html,
    )


def _reach(numbers: Iterable[int | None]) -> str:
    given = [number for number in numbers if number]
    return f"{min(given)}-{max(given)}" if given else ""
