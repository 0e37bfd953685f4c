"""Find the words of a line that changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from checker.diffs.values import Block, FileDiff

MAX_LINE_CHARS = 400
MAX_BLOCK_LINES = 100
MAX_LINE_PAIRS = 200
MIN_SIMILARITY = 0.5
_WORD = re.compile(r"\w+|\s+|[^\w\s]")

Ranges = tuple[tuple[int, int], ...]


def marks(diff: FileDiff, block: Block) -> tuple[dict[int, Ranges], dict[int, Ranges]]:
    """Return, for the old and the new lines of a block, the columns that changed.

    In a small block each line is compared with the line most like it, in a large block with the
    line at the same position. Lines that share little get no marks.
    """
    old: dict[int, Ranges] = {}
    new: dict[int, Ranges] = {}
    removed, added = block.old_stop - block.old_start, block.new_stop - block.new_start
    if max(removed, added) > MAX_BLOCK_LINES:
        return old, new
    before = diff.old[block.old_start : block.old_stop]
    after = diff.new[block.new_start : block.new_stop]
    for left, right in _pairs(before, after):
        old[block.old_start + left + 1], new[block.new_start + right + 1] = changed(
            before[left], after[right]
        )
    return old, new


def _pairs(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield pairs of lines to compare, in order."""
    if len(before) == len(after) or len(before) * len(after) > MAX_LINE_PAIRS:
        yield from ((at, at) for at in range(min(len(before), len(after))))
        return
    start = 0
    for left, old in enumerate(before):
        alike = [_alike(old, new) for new in after[start:]]
        best = max(alike, default=0.0)
        if best >= MIN_SIMILARITY:
            right = start + alike.index(best)
            yield left, right
            start = right + 1


def _alike(before: str, after: str) -> float:
    if max(len(before), len(after)) > MAX_LINE_CHARS:
        return 0.0
    words = _WORD.findall(before), _WORD.findall(after)
    return SequenceMatcher(None, *words, autojunk=False).ratio()


def changed(before: str, after: str) -> tuple[Ranges, Ranges]:
    """Return the columns in which two lines differ, word by word; none if they share little."""
    if max(len(before), len(after)) > MAX_LINE_CHARS:
        return (), ()
    old, new = _WORD.findall(before), _WORD.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < MIN_SIMILARITY:
        return (), ()
    starts, ends = _starts(old), _starts(new)
    gone: list[tuple[int, int]] = []
    come: list[tuple[int, int]] = []
    for what, a, b, c, d in matcher.get_opcodes():
        if what != "equal":
            gone += [(starts[a], starts[b])] if b > a else []
            come += [(ends[c], ends[d])] if d > c else []
    return tuple(gone), tuple(come)


def _starts(words: list[str]) -> list[int]:
    places = [0]
    for word in words:
        places.append(places[-1] + len(word))
    return places
