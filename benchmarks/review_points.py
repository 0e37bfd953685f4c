"""What a review earns, whatever is handed in beside it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import TypeAlias

from checker.grading import scoring
from checker.matching import MatchContext, match
from checker.model.key import Challenge
from checker.model.place import Lines
from checker.model.result import DefectResult
from checker.model.review import Event, Review, ReviewComment, Side

Said: TypeAlias = tuple[PurePosixPath, Lines | None, str]
EVENT = Event.REQUEST_CHANGES


def review_points(challenge: Challenge, context: MatchContext, said: Iterable[Said]) -> float:
    """Return how many of 50 review points some comments earn that request changes."""
    comments = tuple(
        ReviewComment(
            id=f"c{number}",
            path=path,
            lines=lines,
            side=Side.RIGHT,
            severity=None,
            body=body,
            created_at=None,
        )
        for number, (path, lines, body) in enumerate(said)
    )
    found = match(Review(event=EVENT, comments=comments), context)
    credits_ = dict(found.found)
    results = [
        DefectResult(defect=each, places=(), found=credits_[each.slug], by=None, checks=())
        for each in challenge.defects
    ]
    return scoring.score(results, found, (), EVENT, submitted_fix=False).review.earned
