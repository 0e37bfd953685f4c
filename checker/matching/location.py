"""How near a comment stands to a place in the code."""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache

from checker.model.pack import Tree
from checker.model.place import Lines, Place
from checker.model.review import ReviewComment, Side
from checker.model.scopes import scope_at

NEAR = 2
WIDEST = 25
LETTERS = 5  # a name of fewer may be an English word


class Tier(IntEnum):
    """How near, best first."""

    LINES = 0
    SCOPE = 1
    FILE = 2
    NAMED = 3
    ELSEWHERE = 4


WORDS = {
    Tier.LINES: "on the lines",
    Tier.SCOPE: "in the same function",
    Tier.FILE: "in the same file",
    Tier.NAMED: "elsewhere, but names the file or function",
    Tier.ELSEWHERE: "elsewhere",
}


def tier(comment: ReviewComment, places: tuple[Place, ...], head: Tree) -> Tier:
    """Return how near a comment stands to the nearest of some places.

    A range of more than 25 lines, or of more than a third of its file, is a comment on the file.
    """
    return min((_tier(comment, place, head) for place in places), default=Tier.ELSEWHERE)


def _tier(comment: ReviewComment, place: Place, head: Tree) -> Tier:
    if comment.path != place.path:
        return Tier.ELSEWHERE
    source, count = _text(head.get(place.path, b""))
    if place.lines.first == 1 and place.lines.last >= count:
        return Tier.LINES  # the file itself is the fault
    lines = comment.lines
    if lines is None or comment.side is Side.LEFT or _wide(lines, count):
        return Tier.FILE
    if lines.distance(place.lines) <= NEAR:
        return Tier.LINES
    if place.scope and place.path.suffix == ".py":
        around = scope_at(source, lines.first)
        if around == place.scope and around:
            return Tier.SCOPE
    return Tier.FILE


@lru_cache(maxsize=256)
def _text(data: bytes) -> tuple[str, int]:
    text = data.decode("utf-8", "replace")
    return text, text.count("\n")


def _wide(lines: Lines, count: int) -> bool:
    return len(lines) > min(WIDEST, max(count // 3, 3))


def named(body: str, places: tuple[Place, ...]) -> bool:
    """Return whether a text names the file or the function of one of some places."""
    leaves = {place.scope.rpartition(".")[2] for place in places}
    files = {place.path.name for place in places}
    return any(name in body for name in {*files, *(n for n in leaves if len(n) > LETTERS)})
