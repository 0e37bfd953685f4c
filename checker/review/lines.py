"""Map the lines of one version of a file to the lines of another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

MAX_LINES = 2_000  # difflib is slow on input made to slow it down, and ``later`` is hostile
MAX_REPEATS = 3


def split(text: str) -> list[str]:
    """Return the lines of ``text`` as git counts them: only a line feed ends one."""
    lines = text.split("\n")
    return lines[:-1] if lines[-1] == "" else lines


def line_map(later: Sequence[str], head: Sequence[str]) -> tuple[int, ...]:
    """Return, for each line of ``later``, the number of the corresponding line of ``head``.

    A rewritten line corresponds to the line at its position, a new one to the nearest line
    before it; 0 only if ``head`` has no lines at all.
    """
    floor = 1 if head else 0
    return tuple(
        max(min(start + 1 + offset, stop), floor)
        for first, last, start, stop in _blocks(later, head)
        for offset in range(last - first)
    )


def _blocks(later: Sequence[str], head: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Return blocks of corresponding lines, in order and without gaps in ``later``."""
    shared = min(len(later), len(head))
    before = next((i for i in range(shared) if later[i] != head[i]), shared)
    room = shared - before
    after = next((i for i in range(room) if later[-1 - i] != head[-1 - i]), room)
    ends = (len(later) - after, len(head) - after)
    middle, target = later[before : ends[0]], head[before : ends[1]]
    found = [(0, len(middle), 0, len(target))]
    if max(len(middle), len(target)) <= MAX_LINES:
        times = Counter(target)  # lines that occur everywhere, such as blank ones, align nothing
        matcher = SequenceMatcher(
            lambda line: times[line] > MAX_REPEATS, middle, target, autojunk=False
        )
        found = [(a, b, c, d) for _, a, b, c, d in matcher.get_opcodes()]
    return [
        (0, before, 0, before),
        *((a + before, b + before, c + before, d + before) for a, b, c, d in found),
        (ends[0], len(later), ends[1], len(head)),
    ]
