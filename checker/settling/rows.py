"""Settled verdicts as rows of calibration, from which ``make fit`` can learn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from checker.matching.location import Tier, tier
from checker.model.pack import Tree
from checker.model.result import Verdict
from checker.model.review import ReviewComment
from checker.settling.doubts import as_comment
from checker.settling.settled import settled_verdict
from checker.settling.values import Doubt

LABELS: Final = {Verdict.FOUND: "found", Verdict.ASKED: "partial"}
NUMBERED: Final = ("line", "second", "third")


def rows(
    pack: str,
    settled: Iterable[Doubt],
    comments: Iterable[ReviewComment],
    head: Tree,
    *,
    level: str = "",
) -> Iterator[dict[str, Any]]:
    """Yield a row for each verdict that the truth has settled, and none for others.

    A wrong answer says nothing for sure about a comment, so it gives no row. Neither does a comment
    in a part of the file that the format has no word for.

    Args:
        pack: The pack of the round.
        settled: What was answered with the truth.
        comments: The comments of the round, whose whole bodies the rows have.
        head: The tree that was dealt.
        level: The level of the draw, "" for a plain one.
    """
    bodies = {each.id: each.body for each in comments}
    for doubt in settled:
        place = _place(doubt, head)
        if place and doubt.claim.comment in bodies:
            row = {
                "pack": pack,
                "defect": doubt.defect.slug,
                "place": place,
                "label": LABELS[settled_verdict(doubt.claim)],
                "body": bodies[doubt.claim.comment],
                "settled": True,
            }
            yield {**row, "level": level} if level else row


def _place(doubt: Doubt, head: Tree) -> str:
    """Return the format's word for where a comment stands, "" where it has none."""
    comment, places = as_comment(doubt.claim), doubt.defect.places
    for name, place in zip(NUMBERED, places, strict=False):
        if tier(comment, (place,), head) is Tier.LINES:
            return name
    if tier(comment, places[:1], head) is Tier.SCOPE:
        return "function"
    if comment.path != places[0].path:
        return "elsewhere" if comment.path not in {each.path for each in places} else ""
    return "file" if comment.lines is None else ""
