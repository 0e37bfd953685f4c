"""Say why a text is not in a file exactly once, and where the file has something like it."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import zip_longest

ENOUGH = 0.5  # likeness from which a passage may be the one that was meant
FEW = 5  # passages that are compared in full
LONGEST_LINE = 80  # characters that a message shows of one


def once(source: str, text: str) -> str:
    """Return why ``text`` is not in ``source`` exactly once, "" where it is."""
    count = source.count(text) if text else 0
    if count == 1:
        return ""
    first = next(iter(text.strip("\n").splitlines()), "")
    if not text:
        return "the text to look for is empty"
    if count:
        lines = ", ".join(map(str, _line_numbers(source, text)))
        return f"{_shown(first)} is there {count} times (lines {lines}): take more lines around it"
    return f"{_shown(first)} is not there{_nearest(source.splitlines(), text.splitlines())}"


def _nearest(lines: list[str], wanted: list[str]) -> str:
    """Return where a file says something like some lines, and the first that differs."""
    size = len(wanted)
    starts = range(max(len(lines) - size + 1, 1))
    text = "\n".join(wanted)
    matcher = SequenceMatcher(None, "", text, autojunk=False)

    def likeness(start: int, *, quick: bool = False) -> float:
        matcher.set_seq1("\n".join(lines[start : start + size]))
        return matcher.quick_ratio() if quick else matcher.ratio()

    likely = sorted(starts, key=lambda start: -likeness(start, quick=True))[:FEW]
    best = max(likely, key=likeness)
    if likeness(best) < ENOUGH:
        return ", nor anything like it"
    for number, (there, asked) in enumerate(zip_longest(lines[best:][:size], wanted), best + 1):
        if there != asked:
            instead = f"{_shown(there or '')} instead of {_shown(asked or '')}"
            return f"; nearest is line {number}: {instead}"
    return f"; nearest is line {best + 1}, which differs in how its lines end"


def _line_numbers(source: str, text: str) -> list[int]:
    found, at = [], source.find(text)
    while at >= 0:
        found.append(source.count("\n", 0, at) + 1)
        at = source.find(text, at + 1)
    return found


def _shown(line: str) -> str:
    return repr(line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE]}...")
