"""How many different deals of thirteen a pack can make, by counting and not by trying.

A draw takes whatever is ranked first and fits, so each set that breaks no limit is what some
ranking draws: the one that begins with it. The sets are counted by dynamic programming over
*cliques*, groups of defects of which one draw takes at most one; a state is how far each limit is
used up.

The pack's own draw has no conflicts but its groups, so its number is exact. At a level defects
also conflict by rule, by function and by the tests that see them; there, defects are left out
until what conflicts does so in cliques, and one of an operator is promised a single test for its
own. Both leave out sets and add none, as does counting only sets of the very severities that are
asked for: a lower bound.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from checker.dealing import draw, draw_pool
from checker.dealing.draw_mixed import MAX_DEFECTS_IN_OLD_LINES, fits
from checker.dealing.draw_pool import DrawEntry
from checker.dealing.quota import LEVELS, DrawQuota
from checker.model.key import Defect, Pack
from checker.model.profile import Difficulty
from checker.rules.rule import Severity

SAMPLE_SEEDS = 1_000
ANY_NUMBER = DrawQuota(
    size=SAMPLE_SEEDS, severities=dict.fromkeys(Severity, SAMPLE_SEEDS), visible=SAMPLE_SEEDS
)
Uses: TypeAlias = tuple[int, ...]
"""How much of each limit a defect, or a set of them, uses up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How many of a set have something: so many at least, so many at most."""

    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """What a pack can deal: its defects, sets of thirteen, and at least so many at a level."""

    hand_made: int
    admitted: int
    plain: int
    mixed: int


def pool_size(pack: Pack) -> Supply:
    """Return what a pack can deal, by its own draw and at the level of an interview."""
    pool = draw_pool.entries(pack)
    return Supply(
        hand_made=sum(not each.by_operator for each in pool),
        admitted=sum(each.by_operator for each in pool),
        plain=plain(pack.key.defects),
        mixed=mixed(pool),
    )


def ways(cliques: Iterable[Iterable[Uses]], limits: Sequence[Limit]) -> int:
    """Return how many sets keep all limits, with at most one of each clique."""
    todo = [Counter(clique) for clique in cliques]
    none = (0,) * len(limits)
    rests = [none]
    for clique in reversed(todo[1:]):
        most = map(max, zip(*clique, strict=True))
        rests.append(tuple(a + b for a, b in zip(rests[-1], most, strict=True)))
    states: Counter[Uses] = Counter({none: 1})
    for clique, rest in zip(todo, reversed(rests), strict=True):
        after: Counter[Uses] = Counter()
        options = [*clique.items(), (none, 1)]
        for (state, count), (uses, times) in itertools.product(states.items(), options):
            now = _and(state, uses, rest, limits)
            if now is not None:
                after[now] += count * times
        states = after
    return states.total()


def _and(state: Uses, uses: Uses, rest: Uses, limits: Sequence[Limit]) -> Uses | None:
    """Return the state with one more, None where a limit is broken or out of reach of the rest."""
    now = []
    for had, more, to_come, limit in zip(state, uses, rest, limits, strict=True):
        value = had + more
        if value + to_come < limit.least or (limit.most is not None and value > limit.most):
            return None
        now.append(min(value, limit.least) if limit.most is None else value)
    return tuple(now)


def plain(defects: Iterable[Defect]) -> int:
    """Return how many sets the pack's own draw can come to."""
    minima, severities = draw.MINIMA, draw.QUOTA.severities
    limits = [
        *(Limit(least=minimum.count) for minimum in minima),
        *(Limit(least=count, most=count) for count in severities.values()),
        Limit(most=draw.QUOTA.visible),
        Limit(least=draw.MIN_TWO_PLACE_DEFECTS),
    ]
    groups: dict[str, list[Uses]] = {}
    for defect in defects:
        uses = (
            *(int(defect.rule.category in minimum.categories) for minimum in minima),
            *(int(defect.severity is severity) for severity in severities),
            int(defect.visible),
            int(defect.two_places),
        )
        groups.setdefault(defect.group or defect.slug, []).append(uses)
    # One category after another: what is full needs no counting any more.
    return ways(sorted(groups.values(), reverse=True), limits)


def mixed(pool: Sequence[DrawEntry]) -> int:
    """Return how many sets an interview that mixes can come to at the least."""
    mix = LEVELS[Difficulty.INTERVIEW]
    half = math.ceil(mix.size / 2)
    count = Counter(path for each in pool for path in {path for path, _ in each.places})
    crowded = sorted(path for path, defects in count.items() if defects > half)
    limits = [
        *(Limit(least=mix.severities[each], most=mix.severities[each]) for each in Severity),
        Limit(most=mix.visible),
        Limit(most=MAX_DEFECTS_IN_OLD_LINES),
        *(Limit(most=half) for _ in crowded),
    ]
    uses = {
        each.defect.slug: (
            *(int(each.defect.severity is severity) for severity in Severity),
            int(each.defect.visible),
            int(not each.in_new_lines),
            *(int(path in {where for where, _ in each.places}) for path in crowded),
        )
        for each in pool
    }
    groups = [[uses[slug] for slug in clique] for clique in cliques(conflicts(pool))]
    return ways(sorted(groups, reverse=True), limits)


def conflicts(pool: Sequence[DrawEntry]) -> dict[str, set[str]]:
    """Return for each defect those that are not counted beside it."""
    count = Counter(name for each in pool for name in each.fails)
    promised = {
        e.defect.slug: min(sorted(e.fails), key=count.__getitem__) for e in pool if e.by_operator
    }
    found: dict[str, set[str]] = {each.defect.slug: set() for each in pool}
    for a, b in itertools.permutations(pool, 2):
        one, other = a.defect.slug, b.defect.slug
        if not fits([a], b, ANY_NUMBER) or (a.by_operator and promised[one] in b.fails):
            found[one].add(other)
            found[other].add(one)
    return found


def cliques(conflicting: Mapping[str, set[str]]) -> list[list[str]]:
    """Return cliques without a conflict between them; what spoils most of them is left out."""
    left = {one: set(others) for one, others in conflicting.items()}
    while True:
        spoils = Counter(
            spoiler
            for middle, others in left.items()
            for one, other in itertools.combinations(sorted(others), 2)
            if other not in left[one]
            for spoiler in (one, middle, other)
        )
        if not spoils:
            return [
                list(clique)
                for clique in sorted({tuple(sorted({one, *left[one]})) for one in left})
            ]
        worst = max(sorted(spoils), key=spoils.__getitem__)
        for others in left.values():
            others.discard(worst)
        del left[worst]
