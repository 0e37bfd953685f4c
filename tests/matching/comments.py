"""Comments on places, and what matching says of them."""

from __future__ import annotations

from checker.model.place import Place
from checker.model.result import Matching, Verdict
from checker.model.review import ReviewComment, Side


def on(place: Place, body: str, number: int = 0) -> ReviewComment:
    return ReviewComment(
        id=f"c{number}",
        path=place.path,
        lines=place.lines,
        side=Side.RIGHT,
        severity=None,
        body=body,
        created_at=None,
    )


def credited(matching: Matching) -> dict[str, float]:
    return {slug: credit for slug, credit in matching.found if credit}


def verdicts(matching: Matching) -> list[Verdict]:
    return [claim.verdict for claim in matching.claims]
