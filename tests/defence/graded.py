"""Reports of deals that were played by hand: some defects found, some fixed, a false alarm."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from checker.defence.values import KnownRepairs
from checker.model.result import Outcome, Verdict
from checker.packs import loading, repairs
from checker.report import Scorecard
from tests.report.test_candidate import exam

KEY = "42:head"


@cache
def graded(pack: str, seed: int) -> Scorecard:
    """Return a report in which every other defect was found and every third fixed."""
    card = exam(pack, seed).card
    claims = {each.target: each for each in card.taken_for(Verdict.FOUND)}
    comments = {slug: each.comment for slug, each in claims.items()}
    defects = tuple(
        replace(
            each,
            comment=comments.get(each.slug, ""),
            fixed=number % 3 == 0,
            checks=tuple(
                replace(check, outcome=Outcome.PASSED if number % 3 == 0 else Outcome.FAILED)
                for check in each.checks
            ),
        )
        for number, each in enumerate(card.defects)
    )
    wrong = tuple(
        replace(each, verdict=Verdict.FALSE_ALARM, why="the code is right")
        if each.comment not in comments.values()
        else each
        for each in card.claims
    )
    return replace(card, defects=defects, claims=wrong)


def known_repairs(card: Scorecard) -> dict[str, KnownRepairs]:
    """Return the repairs of the hand-made defects of a report."""
    key = loading.load(card.pack).key
    hand_made = {each.slug for each in key.defects}
    found = {
        each.slug: repairs.read(key.feature.parent, each.slug)
        for each in card.defects
        if each.slug in hand_made
    }
    return {slug: KnownRepairs(right=each.right, wrong=each.wrong) for slug, each in found.items()}
