"""Proof 4 for pairs of defects: what a draw may combine can be planted together."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checker.dealing import planting
from checker.dealing.draw import QUOTA, draw, places_for
from checker.dealing.overlaps import Overlap, exclusions, overlaps
from checker.errors import PlantingError
from checker.model.key import Defect, Planting
from checker.operators import pool
from checker.prove.proof import PackTrees, Proof
from checker.rules.rule import Category

DRAWS = range(1, 51)


@dataclass(frozen=True, slots=True, kw_only=True)
class Incompatible:
    """What a hand-made defect cannot be planted with: no draw has both.

    ``dealt`` counts the draws, of so many ``draws``, that deal the defect, and ``displaced`` those
    that deal a hand-made defect in its place that it cannot be planted with.
    """

    slug: str
    category: Category
    hand_made: tuple[Overlap, ...]
    sites: tuple[Overlap, ...]
    draws: int
    dealt: int
    displaced: int


def incompatible(on: PackTrees, defect: Defect, draws: Sequence[int] = DRAWS) -> Incompatible:
    """Return what a hand-made defect cannot be planted with, and how often draws deal it."""
    others = [each.planting for each in on.pack.key.defects if each.slug != defect.slug]
    sites = [site.planting for site, _ in pool.pool(on.pack.key.feature.parent)]
    hand_made = overlaps(defect.planting, others, on.reference)
    drawn = [{each.slug for each in draw(on.pack, seed).defects} for seed in draws]
    names = {each.slug for each in hand_made}
    return Incompatible(
        slug=defect.slug,
        category=defect.rule.category,
        hand_made=hand_made,
        sites=overlaps(defect.planting, sites, on.reference),
        draws=len(drawn),
        dealt=sum(defect.slug in slugs for slugs in drawn),
        displaced=sum(defect.slug not in slugs and bool(names & slugs) for slugs in drawn),
    )


def prove_pool(on: PackTrees) -> list[Proof]:
    """Prove that any two defects that may be drawn together can be planted together."""
    clashes = _clashes(on, itertools.combinations(on.pack.key.defects, 2))
    return [Proof(number=4, subject="pairs", holds=not clashes, detail="; ".join(clashes[:3]))]


def prove_pairs(on: PackTrees, defect: Defect, judge: object = None) -> list[Proof]:
    """Prove that a defect can be planted with each other one that may be drawn beside it."""
    del judge
    others = [each for each in on.pack.key.defects if each.slug != defect.slug]
    clashes = _clashes(on, ((defect, other) for other in others))
    return [
        Proof(
            number=4,
            subject=f"{defect.slug}: pairs",
            holds=not clashes,
            detail="; ".join(clashes),
            notes=() if clashes else said(incompatible(on, defect)),
        )
    ]


def said(found: Incompatible) -> tuple[str, ...]:
    """Return what a defect cannot be planted with: a line each, with name, file and line."""
    excluded = (*found.hand_made, *found.sites)
    rate = f"{found.dealt} of {found.draws} plain draws deal {found.slug}"
    why = () if found.dealt else (_never_dealt(found.category),)
    if not excluded:
        return (f"{found.slug} changes no text that another defect or site changes; {rate}", *why)
    if found.hand_made:
        rate += f", and {found.displaced} deal one of these hand-made defects instead"
    return (
        f"{found.slug} cannot be planted with these, so that no draw has both; {rate}:",
        *(f"  {each.slug} ({each.path}:{each.line}): {each.why}" for each in excluded),
        *why,
    )


def _never_dealt(category: Category) -> str:
    own, free = places_for(category)
    return (
        f"  of the {QUOTA.size} places of a plain draw {own} are for the category {category} and "
        f"{free} for any, which also lack severities: a rule of another category or another "
        "severity may be dealt, and draws at a level may deal this one"
    )


def _clashes(on: PackTrees, pairs: Iterable[tuple[Defect, Defect]]) -> list[str]:
    """Return what keeps pairs from being planted that a draw may combine."""
    apart = exclusions([each.planting for each in on.pack.key.defects], on.reference)
    clashes: list[str] = []
    for a, b in pairs:
        if (a.group and a.group == b.group) or b.slug in apart.get(a.slug, ()):
            continue
        try:
            planting.plant(on.reference, _edited_alike(a, b), ruff_config=on.ruff_config)
        except PlantingError as error:
            clashes.append(f"{a.slug} + {b.slug}: {str(error).splitlines()[0]}")
    return clashes


def _edited_alike(a: Defect, b: Defect) -> tuple[Planting, ...]:
    """Return the two defects, or nothing if they change no file in common."""
    mine = {each.path for each in (*a.changes, *a.sites)}
    both = (a.planting, b.planting)
    return both if mine & {each.path for each in (*b.changes, *b.sites)} else ()
