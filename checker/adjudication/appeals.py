"""Which verdicts of a report are in doubt, and what a second judge must know of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from checker.adjudication import lines
from checker.adjudication.values import Appeal, ClaimKey, Code, key_of
from checker.model.pack import Tree
from checker.model.result import Verdict
from checker.model.review import Side
from checker.report.scorecard import ClaimLine, DefectLine, Scorecard

NEAR_LINES: Final = 25
AROUND: Final = 15  # lines of code shown before and after those of a comment
WIDEST: Final = 120  # lines of code shown in all
MOST_OFFERED: Final = 8
MOST_APPEALS: Final = 500  # a flood of comments must not become a flood of questions
LONGEST_BODY: Final = 4_000
EARNING: Final = frozenset({Verdict.FOUND, Verdict.ASKED})
FINDS_NOTHING: Final = frozenset({Verdict.UNJUDGED, Verdict.NOISE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """A report with what it was made from: the dealt trees, and the comments by their ids."""

    card: Scorecard
    base: Tree
    head: Tree
    bodies: Mapping[str, str]


def appeals(
    material: Material, *, every: bool = False, only: frozenset[ClaimKey] | None = None
) -> tuple[Appeal, ...]:
    """Return the verdicts to ask a second judge about, those first of which the judge is unsure.

    In doubt is a verdict that is unsure, half a find, or no find near a defect, and what only
    repeats a find that is in doubt; with ``every`` each claim that could find a defect, and with
    ``only`` those claims.
    """
    card = material.card
    asked = [
        claim
        for claim in card.claims
        if _is_meant(claim, card.defects, only, every=every) and offered(claim, card.defects)
    ]
    if only is None and not every:
        shaken = {claim.target for claim in asked if claim.verdict in EARNING}
        asked += [
            claim
            for claim in card.claims
            if claim.verdict is Verdict.DUPLICATE and not claim.unsure and claim.target in shaken
        ]
    asked.sort(key=lambda claim: not claim.unsure)
    return tuple(_appeal(claim, material) for claim in asked[:MOST_APPEALS])


def _is_meant(
    claim: ClaimLine,
    defects: Sequence[DefectLine],
    only: frozenset[ClaimKey] | None,
    *,
    every: bool,
) -> bool:
    if only is not None:
        return key_of(claim) in only
    return every or _is_in_appeal(claim, defects)


def offered(claim: ClaimLine, defects: Sequence[DefectLine]) -> tuple[DefectLine, ...]:
    """Return the defects that a claim may find: those of its file, the nearest first, and its own.

    An unsure claim in a file without defects may find any.
    """
    distances = [(_distance(claim, each), each.slug, each) for each in defects]
    near = sorted((far, slug, each) for far, slug, each in distances if far is not None)
    own = [each for each in defects if each.slug == claim.target]
    first = [*own, *(each for _, _, each in near if each not in own)][:MOST_OFFERED]
    return tuple(first or (defects if claim.unsure else ()))


def _distance(claim: ClaimLine, defect: DefectLine) -> int | None:
    """Return how many lines are between a claim and a defect, None where it has another file.

    A claim on a whole file, or on the old side of the diff, is as near to all of the file.
    """
    places = [place.lines for place in defect.places if place.path == claim.path]
    if not places:
        return None
    lines_ = claim.lines
    if lines_ is None or claim.side is Side.LEFT:
        return 0
    return min(lines_.distance(each) for each in places)


def _is_in_appeal(claim: ClaimLine, defects: Sequence[DefectLine]) -> bool:
    if claim.unsure or claim.verdict is Verdict.ASKED:
        return True
    distances = [_distance(claim, each) for each in defects]
    near = any(each is not None and each <= NEAR_LINES for each in distances)
    return claim.verdict in FINDS_NOTHING and near


def _appeal(claim: ClaimLine, material: Material) -> Appeal:
    claims = [each.text for each in material.card.claims if each.comment == claim.comment]
    body = material.bodies.get(claim.comment) or "\n".join(claims)
    unnamed = Appeal(
        id="",
        claim=claim,
        body=body[:LONGEST_BODY],
        code=_around(claim, material),
        offered=offered(claim, material.card.defects),
    )
    return lines.named(unnamed)


def _around(claim: ClaimLine, material: Material) -> Code | None:
    tree = material.base if claim.side is Side.LEFT else material.head
    if claim.lines is None or claim.path not in tree:
        return None
    text = tree[claim.path].decode("utf-8", "replace").split("\n")
    first = max(claim.lines.first - AROUND, 1)
    last = min(claim.lines.last + AROUND, first + WIDEST - 1)
    shown = text[first - 1 : last]
    return Code(first=first, text="\n".join(shown)) if shown else None
