"""Keep a second judge's verdicts in the report that they are about, beside the first judge's."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from checker.adjudication.appeals import Material, appeals
from checker.adjudication.applying import applied, scored
from checker.adjudication.values import Appeal, Credit, GivenVerdict, key_of
from checker.errors import UsageError
from checker.model.key import Defect
from checker.model.result import Verdict
from checker.report.scorecard import Adjudication, Scorecard, SecondVerdict

LONGEST_NAME: Final = 120
BY: Final = "give the judge a name with --by"


def checked_name(name: str) -> str:
    """Return the name of a judge, as reports show it.

    Raises:
        UsageError: It is empty, too long, or has characters that cannot be printed.
    """
    if not name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        raise UsageError(
            f"the name of a judge has 1 to {LONGEST_NAME} characters that can be printed: {BY}"
        )
    return name.strip()


def checked(card: Scorecard, defects: Sequence[Defect]) -> Scorecard:
    """Return a report about these defects that this version scores as it says itself.

    Raises:
        UsageError: It is about others, or a second score would differ for other reasons than its
            judge.
    """
    if {each.slug for each in card.defects} != {each.slug for each in defects}:
        raise UsageError("the report is about other defects than the deal has: grade it again")
    if scored(card, card.claims).review.earned != card.score.review.earned:
        raise UsageError(
            "this version of messypr scores the report's own verdicts otherwise: grade the"
            " submission again first"
        )
    return card


def of_judge(card: Scorecard, judge: str) -> Adjudication | None:
    """Return what a judge has said of a report, None if nothing."""
    return next((each for each in card.adjudications if each.judge == judge), None)


def unanswered(card: Scorecard, asked: Sequence[Appeal], judge: str) -> tuple[Appeal, ...]:
    """Return the appeals of which a judge has not said anything yet."""
    known = of_judge(card, judge)
    digests = {each.digest for each in known.verdicts} if known else set()
    return tuple(each for each in asked if digest(each, judge) not in digests)


def digest(appeal: Appeal, judge: str) -> str:
    """Return the digest of a question and its judge, under which the verdict is kept."""
    return hashlib.sha256(f"{appeal.id}\n{judge}".encode()).hexdigest()


def kept(material: Material, verdicts: Sequence[GivenVerdict], judge: str) -> Scorecard:
    """Return a report with a judge's verdicts, and the score that they give.

    What the same judge said before of other claims still holds, and of the same is replaced.
    """
    card = material.card
    given = {key_of(each.appeal.claim): each for each in [*_before(material, judge), *verdicts]}
    claims = applied(card.claims, given)
    became = {key_of(each): each.verdict for each in claims}
    mine = Adjudication(
        judge=judge,
        verdicts=tuple(
            _second(given[key_of(each)], judge, became[key_of(each)])
            for each in card.claims
            if key_of(each) in given
        ),
        score=scored(card, claims),
    )
    names = [each.judge for each in card.adjudications]
    if judge not in names:
        return replace(card, adjudications=(*card.adjudications, mine))
    there = tuple(mine if each.judge == judge else each for each in card.adjudications)
    return replace(card, adjudications=there)


def _second(given: GivenVerdict, judge: str, became: Verdict) -> SecondVerdict:
    claim = given.appeal.claim
    rules = {each.slug: each.rule for each in given.appeal.offered}
    return SecondVerdict(
        comment=claim.comment,
        number=claim.number,
        digest=digest(given.appeal, judge),
        defect=given.defect,
        rule=rules.get(given.defect, ""),
        credit=str(given.credit or ""),
        first=claim.verdict,
        became=became,
        quote=given.quote,
        why=given.why,
    )


def _before(material: Material, judge: str) -> list[GivenVerdict]:
    """Return the verdicts that a judge gave before, on questions that are still the same."""
    known = of_judge(material.card, judge)
    if known is None:
        return []
    claims = frozenset((each.comment, each.number) for each in known.verdicts)
    asked = {digest(each, judge): each for each in appeals(material, only=claims)}
    return [
        GivenVerdict(
            appeal=asked[each.digest],
            defect=each.defect,
            credit=Credit(each.credit) if each.credit else None,
            quote=each.quote,
            why=each.why,
        )
        for each in known.verdicts
        if each.digest in asked
    ]
