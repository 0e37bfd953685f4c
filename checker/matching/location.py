"""How near a comment stands to a place in the code."""

from __future__ import annotations

from enum import IntEnum

from checker.model.pack import Tree
from checker.model.place import Lines, Place
from checker.model.review import ReviewComment, Side
from checker.scopes import scope_at

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
        return Tier.NAMED if _named(comment.body, place) else Tier.ELSEWHERE
    source = head.get(place.path, b"").decode("utf-8", "replace")
    if place.lines.first == 1 and place.lines.last >= source.count("\n"):
        return Tier.LINES  # the file itself is the fault
    lines = comment.lines
    if lines is None or comment.side is Side.LEFT or _wide(lines, source):
        return Tier.FILE
    if lines.distance(place.lines) <= NEAR:
        return Tier.LINES
    if place.scope and place.path.suffix == ".py":
        around = scope_at(source, lines.first)
        if around == place.scope and around:
            return Tier.SCOPE
    return Tier.FILE


def _wide(lines: Lines, source: str) -> bool:
    return len(lines) > min(WIDEST, max(source.count("\n") // 3, 3))


def _named(body: str, place: Place) -> bool:
    leaf = place.scope.rpartition(".")[2]
    return place.path.name in body or (len(leaf) > LETTERS and leaf in body)
