"""Draw the defects of a challenge from its seed.

The plain draw searches: its quotas by category must be met exactly by some 40 hand-made defects, so
that it has to go back where a choice leaves too few. A draw at a level (``draw_mixed``) takes the
best ranked of 150 that go together, and only its witnesses can stop it: it never goes back. Both
share what goes together by number (``quota``); one search for both would change every commit that
a seed has dealt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from checker.dealing.draw_mixed import draw_mixed
from checker.dealing.draw_pool import entries
from checker.dealing.overlaps import Exclusions, exclusions
from checker.dealing.quota import INTERVIEW, fits
from checker.dealing.ranking import rank
from checker.errors import DrawError
from checker.model.key import Challenge, Defect, Pack, Planting
from checker.model.profile import PLAIN, Profile
from checker.packs import loading
from checker.rules.rule import Category

QUOTA: Final = INTERVIEW
MIN_TWO_PLACE_DEFECTS: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class SeverityMinimum:
    """The least number of defects that a draw has from some categories."""

    categories: frozenset[Category]
    count: int


# Order matters: ASYNC is last because most of its defects use up the majors.
MINIMA: Final = (
    SeverityMinimum(categories=frozenset({Category.TESTS}), count=1),
    SeverityMinimum(categories=frozenset({Category.ERRORS, Category.RESOURCES}), count=2),
    SeverityMinimum(categories=frozenset({Category.MISTRAL}), count=3),
    SeverityMinimum(categories=frozenset({Category.HYGIENE}), count=1),
    SeverityMinimum(categories=frozenset({Category.CONVENTIONS, Category.TYPING}), count=1),
    SeverityMinimum(categories=frozenset({Category.NAMING}), count=1),
    SeverityMinimum(categories=frozenset({Category.ASYNC}), count=3),
)


def draw(pack: Pack, seed: int, profile: Profile = PLAIN, salt: bytes = b"") -> Challenge:
    """Return the challenge of a seed: the same one on every machine and in every release.

    A profile other than the plain one also draws defects of operators.

    Defects are ranked by ``sha256(seed:pack:defect)``, which no Python release changes. The
    quotas of categories are filled first, each with the best-ranked defects that fit, then the
    remaining places.

    Raises:
        DrawError: the pool cannot fulfil the quotas.
    """
    if not profile.plain:
        mixed = draw_mixed(pack, seed, profile, salt)
        return Challenge(pack=pack, seed=seed, defects=mixed, profile=profile, salt=salt)
    ranked = sorted(pack.key.defects, key=lambda each: rank(seed, salt, pack.pr.slug, each.slug))
    slots = [minimum.categories for minimum in MINIMA for _ in range(minimum.count)]
    slots += [frozenset(Category)] * (QUOTA.size - len(slots))
    plantings = tuple(each.planting for each in pack.key.defects)
    apart = _exclusions(pack.pr.base, pack.key.feature, plantings)
    chosen = _fill((), slots, ranked, apart)
    if chosen is None:
        raise DrawError(f"{pack.pr.slug}: no {QUOTA.size} defects of the pool fulfil the quotas")
    drawn = tuple(sorted(chosen, key=ranked.index))
    return Challenge(pack=pack, seed=seed, defects=drawn, salt=salt)


def places_for(category: Category) -> tuple[int, int]:
    """Return how many places of a plain draw are for a category, and how many are for any."""
    own = sum(minimum.count for minimum in MINIMA if category in minimum.categories)
    return own, QUOTA.size - sum(minimum.count for minimum in MINIMA)


def draw_each(pack: Pack, seeds: Iterable[int], profile: Profile = PLAIN) -> Iterator[Challenge]:
    """Yield the challenges of many seeds, without those whose draw fails."""
    pool = () if profile.plain else entries(pack)
    for seed in seeds:
        with suppress(DrawError):
            if profile.plain:
                yield draw(pack, seed)
            else:
                mixed = draw_mixed(pack, seed, profile, pool=pool)
                yield Challenge(pack=pack, seed=seed, defects=mixed, profile=profile)


@lru_cache(maxsize=16)
def _exclusions(base: Path, feature: Path, plantings: tuple[Planting, ...]) -> Exclusions:
    """Return which hand-made defects exclude each other; many seeds of one pack are drawn."""
    return exclusions(plantings, loading.laid_over(base, feature))


def _fill(
    chosen: tuple[Defect, ...],
    slots: Sequence[frozenset[Category]],
    ranked: Sequence[Defect],
    apart: Exclusions,
    start: int = 0,
) -> tuple[Defect, ...] | None:
    """Return the first way to fill all slots in order, None if there is none.

    Slots that are alike take from ``start`` on: the defects ranked before it were tried
    already.
    """
    if not _within_reach(chosen, slots, ranked, apart):
        return None
    if not slots:
        return chosen
    alike = len(slots) > 1 and slots[0] == slots[1]
    for index, defect in enumerate(ranked[start:], start):
        if defect.rule.category in slots[0] and _is_free(chosen, defect, apart):
            after = index + 1 if alike else 0
            full = _fill((*chosen, defect), slots[1:], ranked, apart, after)
            if full is not None:
                return full
    return None


def _is_free(chosen: Sequence[Defect], defect: Defect, apart: Exclusions) -> bool:
    """Return whether a defect is new, breaks no upper limit and can be planted with the others."""
    if defect in chosen or not fits(chosen, defect, QUOTA):
        return False
    return apart.get(defect.slug, frozenset()).isdisjoint(each.slug for each in chosen)


def _within_reach(
    chosen: Sequence[Defect],
    slots: Sequence[frozenset[Category]],
    ranked: Sequence[Defect],
    apart: Exclusions,
) -> bool:
    """Return whether enough defects are left for the open slots.

    Without this test a pool that cannot fulfil the quotas would be searched for hours.
    """
    usable = [defect for defect in ranked if _is_free(chosen, defect, apart)]
    room = QUOTA.visible - sum(each.visible for each in chosen)
    for categories, count in Counter(slots).items():
        if count > _most([d for d in usable if d.rule.category in categories], room):
            return False
    for severity, count in QUOTA.severities.items():
        lacks = count - sum(each.severity is severity for each in chosen)
        fitting = [defect for defect in usable if defect.severity is severity]
        if lacks > min(_most(fitting, room), _slots_for(fitting, slots)):
            return False
    fitting = [defect for defect in usable if defect.two_places]
    lacks = MIN_TWO_PLACE_DEFECTS - sum(each.two_places for each in chosen)
    return lacks <= min(_most(fitting, room), _slots_for(fitting, slots))


def _most(defects: Sequence[Defect], room: int) -> int:
    """Return how many of some defects can be drawn together: one per group, few visible ones."""
    hidden = {defect.group or defect.slug for defect in defects if not defect.visible}
    visible = {defect.group or defect.slug for defect in defects if defect.visible}
    return len(hidden) + min(len(visible), room)


def _slots_for(defects: Sequence[Defect], slots: Sequence[frozenset[Category]]) -> int:
    """Return how many slots one of the defects can fill."""
    categories = {defect.rule.category for defect in defects}
    return sum(bool(categories & slot) for slot in slots)
