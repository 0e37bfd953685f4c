"""Put a second judge's verdicts in the place of the first one's, and score the review again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from checker.adjudication.appeals import EARNING
from checker.adjudication.values import ClaimKey, Credit, GivenVerdict, key_of
from checker.matching.assigning import MOST_PER_COMMENT
from checker.model.result import Score, Verdict
from checker.report.rescoring import rescored
from checker.report.scorecard import ClaimLine, Scorecard

FOLLOWING: Final = 2  # claims, of two sentences, in which a comment may go on about a find
WENT_ON: Final = "you went on about what you found"
SAID_BEFORE: Final = "you said it before, in another claim"
TOO_MANY: Final = f"a comment finds {MOST_PER_COMMENT} defects at most"
BY_SECOND: Final = {
    Verdict.FOUND: "a second judge holds that it says what is wrong",
    Verdict.ASKED: "a second judge holds that it asks about the defect",
    Verdict.UNJUDGED: "a second judge holds that it finds no defect",
}


def applied(
    claims: Sequence[ClaimLine], given: Mapping[ClaimKey, GivenVerdict]
) -> tuple[ClaimLine, ...]:
    """Return the claims of a report as a second judge's verdicts make them.

    The rules of the first judge hold: a defect is found once, a comment finds two defects at most,
    and may go on about what it found. Where a find falls, the first claim that repeated it takes
    its place.
    """
    said = [_said(each, given.get(key_of(each))) for each in claims]
    once = _each_found_once(said, {*given})
    filled = _with_repeated(once, claims, {*given})
    return tuple(_going_on(filled, claims))


def _said(claim: ClaimLine, given: GivenVerdict | None) -> ClaimLine:
    """Return a claim with its second verdict; "no defect" leaves what finds nothing as it is."""
    if given is None:
        return claim
    if not given.defect:
        fell = claim.verdict in EARNING
        if not fell:
            return replace(claim, unsure=False)
        return _with(claim, Verdict.UNJUDGED, "", BY_SECOND[Verdict.UNJUDGED])
    verdict = Verdict.FOUND if given.credit is Credit.FULL else Verdict.ASKED
    return _with(claim, verdict, given.defect, BY_SECOND[verdict])


def _with(claim: ClaimLine, verdict: Verdict, target: str, why: str) -> ClaimLine:
    return replace(claim, verdict=verdict, target=target, why=why, unsure=False)


def _each_found_once(claims: Sequence[ClaimLine], judged: set[ClaimKey]) -> list[ClaimLine]:
    """Return the claims with one find a defect: a full one before a question, then the first's."""
    order = sorted(
        (number for number, each in enumerate(claims) if each.verdict in EARNING),
        key=lambda n: (claims[n].verdict is Verdict.ASKED, key_of(claims[n]) in judged, n),
    )
    by: dict[str, str] = {}  # a defect's slug, and the comment that finds it
    result = [*claims]
    for number in order:
        claim = claims[number]
        if claim.target in by:
            mine = by[claim.target] == claim.comment
            verdict = Verdict.NEUTRAL if mine else Verdict.DUPLICATE
            why = WENT_ON if mine else SAID_BEFORE
            result[number] = _with(claim, verdict, claim.target, why)
        elif [*by.values()].count(claim.comment) >= MOST_PER_COMMENT:
            result[number] = _with(claim, Verdict.NEUTRAL, "", TOO_MANY)
        else:
            by[claim.target] = claim.comment
    return result


def _with_repeated(
    claims: list[ClaimLine], before: Sequence[ClaimLine], judged: set[ClaimKey]
) -> list[ClaimLine]:
    """Return the claims with repetitions in the place of finds that fell."""
    result = [*claims]
    found = {each.target for each in claims if each.verdict in EARNING}
    for lost in before:
        if lost.verdict not in EARNING or lost.target in found:
            continue
        serving = Counter(each.comment for each in result if each.verdict in EARNING)
        for number, claim in enumerate(result):
            repeats = claim.verdict is Verdict.DUPLICATE and claim.target == lost.target
            free = serving[claim.comment] < MOST_PER_COMMENT
            if repeats and free and key_of(claim) not in judged:
                result[number] = _with(claim, lost.verdict, lost.target, lost.why)
                break
    return result


def _going_on(claims: Sequence[ClaimLine], before: Sequence[ClaimLine]) -> list[ClaimLine]:
    """Return the claims with the rest of a comment that has become a find as neutral."""
    had = Counter(each.comment for each in before if each.verdict in EARNING)
    has = Counter(each.comment for each in claims if each.verdict in EARNING)
    room = {comment: FOLLOWING * (count - had[comment]) for comment, count in has.items()}
    result: list[ClaimLine] = []
    for claim in claims:
        if claim.verdict is Verdict.UNJUDGED and room.get(claim.comment, 0) > 0:
            room[claim.comment] -= 1
            result.append(_with(claim, Verdict.NEUTRAL, "", WENT_ON))
        else:
            result.append(claim)
    return result


def scored(card: Scorecard, claims: Sequence[ClaimLine]) -> Score:
    """Return the score of a report with other claims; what concerns the fix stays as it is."""
    credits_ = {
        each.target: 1.0 if each.verdict is Verdict.FOUND else 0.5
        for each in claims
        if each.verdict in EARNING
    }
    review = rescored(card, [(each.verdict, each.unsure) for each in claims], credits_)
    fix = card.score.fix
    return Score(
        total=round(review.points.earned + fix.earned, 1),
        review=review.points,
        fix=fix,
        precision=review.precision,
        recall=review.recall,
    )
