"""What the answers of a reviewer make of verdicts and points, beside the score as it was judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from checker.matching.claims import sentences, stance_of
from checker.matching.stance import Stance
from checker.model.result import Verdict
from checker.report.rescoring import rescored
from checker.report.scorecard import ClaimLine, Scorecard, Settled, SettledLine, SettledScore
from checker.settling.doubts import EARNING, as_comment
from checker.settling.values import Doubt

CREDIT: Final = {Verdict.FOUND: 1.0, Verdict.ASKED: 0.5}


def settled(
    card: Scorecard, doubts: Sequence[Doubt], answers: Mapping[str, bool], after_report: int = 0
) -> Scorecard:
    """Return the report with the points as settled beside the score, which stays as it was.

    Args:
        card: The report as it was judged.
        doubts: What could be asked about it.
        answers: Whether the answer about a comment was the truth, by the id of the comment.
        after_report: How many answers came after the report had been shown.
    """
    lines = tuple(_lines(doubts, answers))
    if not lines:
        return card
    points = _review_points(card, doubts, answers)
    return replace(
        card,
        settled=SettledScore(
            total=round(points + card.score.fix.earned, 1),
            review=points,
            questions=len(doubts),
            after_report=after_report,
            lines=lines,
        ),
    )


def is_reproduced(card: Scorecard) -> bool:
    """Return whether a report has all that its review points were computed from."""
    return _review_points(card, (), {}) == card.score.review.earned


def settled_verdict(claim: ClaimLine) -> Verdict:
    """Return what the truth makes of a claim: a find, and of a bare question what it is, asked."""
    if claim.verdict in EARNING:
        return claim.verdict
    said = sentences(as_comment(claim))
    only_asks = bool(said) and stance_of(said) is Stance.ASKS
    return Verdict.ASKED if only_asks else Verdict.FOUND


def _lines(doubts: Iterable[Doubt], answers: Mapping[str, bool]) -> Iterator[SettledLine]:
    for each in doubts:
        claim = each.claim
        if claim.comment not in answers:
            continue
        right = answers[claim.comment]
        missed = Settled.NOT_DEFENDED if claim.verdict in EARNING else Settled.LEFT
        yield SettledLine(
            comment=claim.comment,
            number=claim.number,
            rule=each.defect.rule,
            judged=claim.verdict,
            verdict=settled_verdict(claim) if right else claim.verdict,
            outcome=Settled.TRUTH if right else missed,
        )


def _review_points(card: Scorecard, doubts: Sequence[Doubt], answers: Mapping[str, bool]) -> float:
    """Return the points of the review with the verdicts that the truth has settled."""
    sure: dict[tuple[str, int], Verdict] = {}
    credits_ = {each.slug: each.found for each in card.defects}
    for each in doubts:
        if answers.get(each.claim.comment):
            verdict, slug = settled_verdict(each.claim), each.defect.slug
            sure[each.claim.comment, each.claim.number] = verdict
            credits_[slug] = max(credits_[slug], CREDIT[verdict])
    known = [(sure.get((each.comment, each.number)), each) for each in card.claims]
    verdicts = [(v, False) if v else (each.verdict, each.unsure) for v, each in known]
    return rescored(card, verdicts, credits_).points.earned
