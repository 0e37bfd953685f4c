"""A report with verdicts of every sort: some in doubt, some not."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from types import MappingProxyType

from checker.grading.scored import ScoredClaims, ScoredDefect
from checker.grading.scoring import score_review
from checker.model.pack import Tree
from checker.model.result import Verdict
from checker.report import Scorecard
from checker.report.scorecard import ClaimLine, DefectLine
from tests.report.test_candidate import Exam, exam

PACK, SEED = "helpdesk", 42
# Each comment stands on the lines of the defect of its number, the last ones elsewhere too.
ASKED = ("c1", "c2", "c3", "c5", "c7")
SAID = MappingProxyType(
    {
        "c1": "This is about the first one.",
        "c2": "It says it, in words that nobody knows.",
        "c3": "Good that it is done this way.",
        "c4": "This looks bad.",
        "c5": "It returns too early for some tickets.",
        "c6": "This one is found beyond doubt.",
        "c7": "Is it on purpose that this is shared?",
        "c8": "It says it again, in other words that nobody knows.",
        "c9": "This calls right code a fault.",
    }
)


def dealt() -> Exam:
    return exam(PACK, SEED)


def head() -> Tree:
    return dealt().deal.dealt.head


@cache
def doubtful() -> Scorecard:
    """Return the report, with the points that its verdicts come to."""
    base = dealt().card
    claims = tuple(_claims(base.defects))
    worth = {Verdict.FOUND: 1.0, Verdict.ASKED: 0.5}
    earned = {each.target: worth.get(each.verdict, 0.0) for each in claims}
    by = {each.target: each.comment for each in claims if each.verdict in worth}
    defects = tuple(
        replace(each, found=earned.get(each.slug, 0.0), comment=by.get(each.slug, ""))
        for each in base.defects
    )
    return scored(replace(base, claims=claims, defects=defects))


def scored(card: Scorecard) -> Scorecard:
    """Return a report with the review's points as its verdicts have them."""
    review = score_review(
        [
            ScoredDefect(slug=d.slug, rule=d.rule, severity=d.severity, fixed=d.fixed)
            for d in card.defects
        ],
        ScoredClaims(
            verdicts=tuple((each.verdict, each.unsure) for each in card.claims),
            credits={each.slug: each.found for each in card.defects},
            event=card.event,
        ),
    )
    total = round(review.points.earned + card.score.fix.earned, 1)
    return replace(card, score=replace(card.score, total=total, review=review.points))


def _claims(defects: tuple[DefectLine, ...]) -> list[ClaimLine]:
    slug = {f"c{number}": each.slug for number, each in enumerate(defects, 1)}
    found, unjudged, noise = Verdict.FOUND, Verdict.UNJUDGED, Verdict.NOISE
    return [
        _claim("c1", defects[0], found, target=slug["c1"], unsure=True),
        _claim("c2", defects[1], unjudged, near=slug["c2"], unsure=True),
        _claim("c3", defects[2], noise, target=slug["c3"], near=slug["c3"]),
        _claim("c4", defects[3], noise),
        _claim("c5", defects[4], unjudged),
        _claim("c6", defects[5], found, target=slug["c6"]),
        _claim("c7", defects[6], Verdict.ASKED, target=slug["c7"], unsure=True),
        _claim("c8", defects[1], unjudged, near=slug["c2"], unsure=True),
        _claim("c9", defects[7], Verdict.FALSE_ALARM, target="a-decoy"),
    ]


def _claim(
    comment: str,
    at: DefectLine,
    verdict: Verdict,
    *,
    target: str = "",
    near: str = "",
    unsure: bool = False,
) -> ClaimLine:
    place = at.places[0]
    return replace(
        dealt().card.claims[0],
        comment=comment,
        number=0,
        path=place.path,
        lines=place.lines,
        text=SAID[comment],
        verdict=verdict,
        target=target,
        near=near,
        unsure=unsure,
        rule=at.rule if target == at.slug else "",
        why="",
    )
