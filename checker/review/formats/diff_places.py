"""Lines of the dealt files that a diff shows: by its text, or by a position in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import PurePosixPath

from checker.model.pack import Tree
from checker.model.review import Side
from checker.review.formats.source import Origin
from checker.review.lines import MAX_LINES, split

CONTEXT_LINES = 3
MOST_COMPARED = 8
FEWEST_ALIKE = 3  # lines that have to agree where a text occurs several times
_HEADER = re.compile(r"@@+ -(\d{1,8})(?:,\d{1,8})? \+(\d{1,8})(?:,\d{1,8})? @@")


def numbered(hunk: str) -> tuple[int | None, int | None]:
    """Return the old and the new number of the last line of a diff hunk; None on the other side."""
    rows = hunk.rstrip("\n").split("\n")
    begins = [n for n, row in enumerate(rows) if _HEADER.match(row)]
    header = _HEADER.match(rows[begins[-1]]) if begins else None
    if header is None or len(rows) == begins[-1] + 1:
        return None, None
    shown = [row for row in rows[begins[-1] + 1 :] if not row.startswith("\\")]
    old = int(header[1]) - 1 + sum(not row.startswith("+") for row in shown)
    new = int(header[2]) - 1 + sum(not row.startswith("-") for row in shown)
    last = shown[-1][:1] if shown else ""
    return (None if last == "+" else old), (None if last == "-" else new)


def find(hunk: str, path: PurePosixPath, side: Side, origin: Origin, near: int) -> int | None:
    """Return the line of the dealt file that the last line of a hunk is, None if it is not there.

    Where the text occurs several times, lines before it decide, and then the nearest to ``near``.
    """
    gone = "+" if side is Side.LEFT else "-"
    rows = [row for row in hunk.rstrip("\n").split("\n") if not row.startswith(("@@", "\\"))]
    wanted = [row[1:] for row in rows if not row.startswith(gone)][-MOST_COMPARED:]
    file = _lines(origin.base if side is Side.LEFT else origin.head, path)
    ends = [n for n, line in enumerate(file, 1) if wanted and line == wanted[-1]]
    for count in range(len(wanted), 0, -1):
        alike = [n for n in ends if n >= count and file[n - count : n] == wanted[-count:]]
        if alike and (count >= FEWEST_ALIKE or (len(alike) == 1 and wanted[-1].strip())):
            return min(alike, key=lambda n: abs(n - near))
    return None


def at_position(position: int, path: PurePosixPath, origin: Origin) -> tuple[Side, int] | None:
    """Return the line at a position in the diff of a file, as GitHub counted before it had lines.

    The line below the first hunk's header is 1; headers of further hunks count as well.
    """
    return next((place for at, place in _positions(path, origin) if at == position), None)


def _positions(path: PurePosixPath, origin: Origin) -> Iterator[tuple[int, tuple[Side, int]]]:
    old, new = _lines(origin.base, path), _lines(origin.head, path)
    if max(len(old), len(new)) > MAX_LINES:
        return
    at = -1
    groups = SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(CONTEXT_LINES)
    for group in groups:
        at += 1  # the header
        for tag, first, last, start, stop in group:
            removed = range(first, last) if tag != "equal" else range(0)
            for number in removed:
                at += 1
                yield at, (Side.LEFT, number + 1)
            for number in range(start, stop):
                at += 1
                yield at, (Side.RIGHT, number + 1)


def _lines(tree: Tree, path: PurePosixPath) -> list[str]:
    return split(tree.get(path, b"").decode("utf-8", "replace"))
