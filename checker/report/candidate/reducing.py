"""Scorecard -> CandidateReport."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.model.result import Verdict
from checker.report.candidate.values import (
    AttemptLine,
    CandidateReport,
    CategoryLine,
    CommentLine,
)
from checker.report.scorecard import ClaimLine, DefectLine, Scorecard
from checker.rules.rule import Category


def reduced(card: Scorecard, attempts: Sequence[AttemptLine] = ()) -> CandidateReport:
    """Return what a candidate may see of a scorecard while the exam is open.

    Args:
        card: The scorecard of the organiser.
        attempts: The attempts that were graded until now, first to last; this is one of them.
    """
    return CandidateReport(
        pack=card.pack,
        dealt_commit=card.dealt_head,
        commit=card.head,
        points=card.score.total,
        review=card.score.review.earned,
        fix=card.score.fix.earned,
        attempt=next((each.number for each in attempts if each.commit == card.head), 0),
        attempts=tuple(attempts),
        categories=tuple(_categories(card.defects)),
        comments=tuple(_comments(card)),
        regressions=len(card.regressions),
        ignored=card.ignored,
        notes=card.notes,
        isolation=card.isolation,
        tools=card.tools,
    )


def _categories(defects: Sequence[DefectLine]) -> Iterator[CategoryLine]:
    """Yield the categories of which something was found or fixed, and no other."""
    for category in Category:
        mine = [each for each in defects if each.category is category]
        found = sum(each.found >= 1 for each in mine)
        fixed = sum(each.fixed for each in mine)
        if found or fixed:
            yield CategoryLine(category=category, found=found, fixed=fixed)


def _comments(card: Scorecard) -> Iterator[CommentLine]:
    by_comment: dict[str, list[ClaimLine]] = {}
    for claim in card.claims:
        by_comment.setdefault(claim.comment, []).append(claim)
    found = {each.slug: each.category for each in card.defects if each.found >= 1}
    for name, claims in by_comment.items():
        targets = [claim.target for claim in claims if claim.verdict is Verdict.FOUND]
        yield CommentLine(
            comment=name,
            path=claims[0].path,
            lines=claims[0].lines,
            side=claims[0].side,
            verdicts=tuple(claim.verdict for claim in claims),
            categories=tuple(found[slug] for slug in targets if slug in found),
        )
