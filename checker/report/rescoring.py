"""Score the review of a report again, with other verdicts on its claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from checker.grading.scored import ReviewScore, ScoredClaims, ScoredDefect
from checker.grading.scoring import score_review
from checker.model.result import Verdict
from checker.report.scorecard import Scorecard


def rescored(
    card: Scorecard, verdicts: Iterable[tuple[Verdict, bool]], credits_: Mapping[str, float]
) -> ReviewScore:
    """Return the points of a report's review as they would be with other verdicts.

    Args:
        card: The report.
        verdicts: The verdict on each claim, and whether it is unsure.
        credits_: What the find of each defect is worth, by its slug; 0 for others.
    """
    scored = [
        ScoredDefect(slug=each.slug, rule=each.rule, severity=each.severity, fixed=each.fixed)
        for each in card.defects
    ]
    claims = ScoredClaims(
        verdicts=tuple(verdicts),
        credits={each.slug: credits_.get(each.slug, 0.0) for each in card.defects},
        event=card.event,
        hints=card.hints,
    )
    return score_review(scored, claims)
