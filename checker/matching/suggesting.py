"""Suggested code: whether it repairs a defect, told from its tokens and without running it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from checker.matching.context import MatchContext
from checker.model.key import Defect, Edit
from checker.model.review import ReviewComment, Side

BLOCK = re.compile(r"^```suggestion[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
TOKEN = re.compile(r"\w+|[^\w\s]")
MOST = 4_000  # characters of a suggestion
ROOM = 12  # tokens that a repair may change beside those that it must


def repaired(comment: ReviewComment, context: MatchContext) -> frozenset[str]:
    """Return the defects that the suggestion in a comment repairs."""
    block = BLOCK.search(comment.body) if "```suggestion" in comment.body else None
    source = context.head.get(comment.path)
    if not block or source is None or comment.lines is None or comment.side is Side.LEFT:
        return frozenset()
    old = source.decode("utf-8", "replace").split("\n")[
        comment.lines.first - 1 : comment.lines.last
    ]
    change = _change("\n".join(old), block[1][:MOST])
    return frozenset(
        defect.slug
        for defect, _ in context.defects
        if any(_covers(change, wanted) for wanted in _repairs(defect, comment))
    )


def _repairs(defect: Defect, comment: ReviewComment) -> Iterator[tuple[Counter[str], Counter[str]]]:
    """Return what each known repair on this file takes away and brings."""
    for change in defect.changes:
        if isinstance(change, Edit) and change.path == comment.path:
            yield _change(change.flawed, change.clean)
    for fix in defect.right_fixes:
        mine = [each for each in fix.replacements if each.path == comment.path and each.old]
        yield from (_change(each.old, each.new) for each in mine)


def _change(old: str, new: str) -> tuple[Counter[str], Counter[str]]:
    before, after = Counter(TOKEN.findall(old)), Counter(TOKEN.findall(new))
    return before - after, after - before


def _covers(
    given: tuple[Counter[str], Counter[str]], wanted: tuple[Counter[str], Counter[str]]
) -> bool:
    """Return whether a change does all of another and little more."""
    (lost, won), (goes, comes) = given, wanted
    if not goes and not comes:
        return False
    more = (lost - goes).total() + (won - comes).total()
    return not goes - lost and not comes - won and more <= ROOM
