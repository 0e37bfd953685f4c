"""Which words of a line changed."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from checker.diffs.values import Block, FileDiff

LONGEST_LINE = 400
LONGEST_BLOCK = 100
ALIKE = 0.5
_WORD = re.compile(r"\w+|\s+|[^\w\s]")

Ranges = tuple[tuple[int, int], ...]


def marks(diff: FileDiff, block: Block) -> tuple[dict[int, Ranges], dict[int, Ranges]]:
    """Return, for the old and the new lines of a block, which columns of them changed.

    Lines stand for each other by their position; those that share little are left without marks.
    """
    old: dict[int, Ranges] = {}
    new: dict[int, Ranges] = {}
    removed, added = block.old_stop - block.old_start, block.new_stop - block.new_start
    if max(removed, added) > LONGEST_BLOCK:
        return old, new
    for offset in range(min(removed, added)):
        before, after = diff.old[block.old_start + offset], diff.new[block.new_start + offset]
        old[block.old_start + offset + 1], new[block.new_start + offset + 1] = changed(
            before, after
        )
    return old, new


def changed(before: str, after: str) -> tuple[Ranges, Ranges]:
    """Return the columns in which two lines differ, word by word; none where they share little."""
    if max(len(before), len(after)) > LONGEST_LINE:
        return (), ()
    old, new = _WORD.findall(before), _WORD.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < ALIKE:
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
