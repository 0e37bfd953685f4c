"""Search for a text in the lines that a diff shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.diffs import FileDiff, hunks
from checker.page.material import Changes

MAX_HITS = 1_000
MAX_QUERY_CHARS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """A line that contains the text: its file, its side and its number."""

    file: int
    left: bool
    line: int


def search(changes: Changes, wanted: str) -> tuple[SearchHit, ...]:
    """Return the lines of all hunks that contain a text, ignoring case, in order."""
    sought = wanted[:MAX_QUERY_CHARS].casefold()
    if not sought.strip():
        return ()
    found: list[SearchHit] = []
    for number, shown in enumerate(changes.files):
        for hit in _hits(number, shown.diff, sought):
            found.append(hit)
            if len(found) >= MAX_HITS:
                return tuple(found)
    return tuple(found)


def _hits(number: int, diff: FileDiff, sought: str) -> Iterator[SearchHit]:
    for hunk in hunks(diff):
        for row in hunk.rows:
            left = row.new is None
            line = row.old if left else row.new
            text = (diff.old if left else diff.new)[(line or 1) - 1]
            if line and sought in text.casefold():
                yield SearchHit(file=number, left=left, line=line)
