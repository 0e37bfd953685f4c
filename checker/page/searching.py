"""Search for a text in the changed files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from checker.diffs import FileDiff
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
    """Return the lines of all changed files that contain a text, ignoring case, in order.

    Lines that the diff leaves out are among them. At most ``MAX_HITS`` are returned.
    """
    sought = wanted[:MAX_QUERY_CHARS].casefold()
    if not sought.strip():
        return ()
    files = enumerate(changes.files)
    found = (hit for number, shown in files for hit in _hits(number, shown.diff, sought))
    return tuple(islice(found, MAX_HITS))


def _hits(number: int, diff: FileDiff, sought: str) -> Iterator[SearchHit]:
    for line, left in _lines(diff):
        text = (diff.old if left else diff.new)[line - 1]
        if sought in text.casefold():
            yield SearchHit(file=number, left=left, line=line)


def _lines(diff: FileDiff) -> Iterator[tuple[int, bool]]:
    """Yield all lines of a file by number and whether they were removed, in reading order."""
    at = 0
    for block in diff.blocks:
        yield from ((line, False) for line in range(at + 1, block.new_start + 1))
        yield from ((line, True) for line in range(block.old_start + 1, block.old_stop + 1))
        at = block.new_start
    yield from ((line, False) for line in range(at + 1, len(diff.new) + 1))
