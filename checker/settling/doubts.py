"""Which verdicts of a report can be settled: at most one a comment, and one comment a defect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from checker.matching.assigning import MOST_PER_COMMENT
from checker.matching.location import Tier, tier
from checker.model.pack import Tree
from checker.model.place import Place
from checker.model.result import Verdict
from checker.model.review import ReviewComment
from checker.report.scorecard import ClaimLine, DefectLine, Scorecard
from checker.settling.values import Doubt

EARNING: Final = frozenset({Verdict.FOUND, Verdict.ASKED})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Possible:
    """A claim with a defect that it may be about; the smallest rank goes first."""

    rank: tuple[int, Tier, int]
    claim: ClaimLine
    defect: DefectLine


def doubts(card: Scorecard, head: Tree) -> tuple[Doubt, ...]:
    """Return what may be asked about a report, in the order of its claims.

    These are the verdicts that the evidence does not carry, and comments at the place of a defect
    that found nothing and do say something: neither vague, nor copied, nor a row of words.

    Args:
        card: The report of a practice round.
        head: The tree that was dealt.
    """
    known = {each.slug: each for each in card.defects}
    possible = sorted(_possible(card, known, head), key=lambda each: each.rank)
    taken: dict[str, _Possible] = {}
    asked: set[str] = set()
    for each in possible:
        if each.defect.slug not in taken and each.claim.comment not in asked:
            taken[each.defect.slug] = each
            asked.add(each.claim.comment)
    chosen = sorted(taken.values(), key=lambda each: each.rank[-1])
    return tuple(
        Doubt(claim=each.claim, defect=each.defect, place=_nearest(each.claim, each.defect, head))
        for each in chosen
    )


def _possible(card: Scorecard, known: Mapping[str, DefectLine], head: Tree) -> Iterator[_Possible]:
    served: dict[str, set[str]] = {}
    for claim in card.taken_for(*EARNING):
        served.setdefault(claim.comment, set()).add(claim.target)
    missed = [each for each in card.defects if each.found < 1 and each.places]
    for order, claim in enumerate(card.claims):
        found = served.get(claim.comment, set())
        if claim.verdict in EARNING:
            if claim.unsure and claim.target in known and known[claim.target].places:
                yield _of(0, claim, known[claim.target], order, head)
        elif len(found) < MOST_PER_COMMENT and _says_something(claim, known):
            yield from _of_miss(claim, missed, order, head, served=bool(found))


def _of_miss(
    claim: ClaimLine, missed: list[DefectLine], order: int, head: Tree, *, served: bool
) -> Iterator[_Possible]:
    """Yield the missed defects that a claim may be about, which found none of them."""
    for defect in missed:
        nearest = defect.slug in {claim.near, claim.target}
        at = tier(as_comment(claim), defect.places, head)
        if nearest and claim.unsure:
            yield _of(1, claim, defect, order, head)
        elif at <= Tier.SCOPE and not served:
            yield _of(2 if nearest else 3, claim, defect, order, head)


def _says_something(claim: ClaimLine, known: Mapping[str, DefectLine]) -> bool:
    """Return whether a claim is unjudged, or noise since it says the opposite of what is so."""
    if claim.verdict is Verdict.NOISE:
        return claim.target in known
    return claim.verdict is Verdict.UNJUDGED


def _of(first: int, claim: ClaimLine, defect: DefectLine, order: int, head: Tree) -> _Possible:
    at = tier(as_comment(claim), defect.places, head)
    return _Possible(rank=(first, at, order), claim=claim, defect=defect)


def _nearest(claim: ClaimLine, defect: DefectLine, head: Tree) -> Place:
    comment = as_comment(claim)
    return min(defect.places, key=lambda each: tier(comment, (each,), head))


def as_comment(claim: ClaimLine) -> ReviewComment:
    """Return a claim as a comment of its own, with its place."""
    return ReviewComment(
        id=claim.comment,
        path=claim.path,
        lines=claim.lines,
        side=claim.side,
        severity=claim.severity,
        body=claim.text,
        created_at=None,
    )
