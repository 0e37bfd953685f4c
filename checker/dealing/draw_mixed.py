"""Draw hand-made defects and those of operators together, as a profile asks.

Each defect that is drawn keeps a private witness: a check that no other drawn defect fails. What
is drawn is a pure function of the pack with its lock file, the seed, the salt and the profile.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from checker.dealing import quota
from checker.dealing.draw_pool import DrawEntry, check_name, entries
from checker.dealing.quota import LEVELS, DrawQuota
from checker.dealing.ranking import rank
from checker.errors import DrawError
from checker.model.key import Defect, Pack
from checker.model.profile import Difficulty, Profile
from checker.rules.rule import Severity

ATTEMPTS: Final = len(Severity)  # each may put another severity first
CLEAN_DRILLS: Final = 3  # one in so many has no defect at all
MOST_SPOILED_OLD: Final = 2  # defects in lines that stood before: the diff shows what they said


def mix(pack: Pack, seed: int, profile: Profile, salt: bytes = b"") -> tuple[Defect, ...]:
    """Return the defects that a seed draws for a profile, each with its private witnesses alone.

    Raises:
        DrawError: the pool cannot fulfil what was asked for.
    """
    limits = wanted(seed, profile, salt)
    size = limits.size
    slug = pack.pr.slug
    ranked = sorted(entries(pack), key=lambda each: rank(seed, salt, slug, each.defect.slug))
    chosen = _chosen(ranked, profile, limits)
    if len(chosen) < size:
        raise DrawError(
            f"{slug}: only {len(chosen)} of {size} defects of the pool go together for seed {seed}"
        )
    return tuple(_witnessed(each, chosen) for each in sorted(chosen, key=ranked.index))


def _chosen(ranked: Sequence[DrawEntry], profile: Profile, limits: DrawQuota) -> list[DrawEntry]:
    """Return entries that go together, best ranked first, with the severities that are asked for.

    A severity of which too few are left to go with the others is chosen first next time. Where the
    pool has too few of it at all, others take their place.
    """
    half = math.ceil(limits.size / 2) if profile.focus else 0
    order, chosen = list(ranked), list[DrawEntry]()
    for _ in range(ATTEMPTS):
        chosen = []
        _fill(chosen, order, profile, half, limits)
        found = Counter(each.defect.severity for each in chosen)
        scarce = {each for each, count in limits.severities.items() if found[each] < count}
        if not scarce:
            return chosen
        order.sort(key=lambda each: each.defect.severity not in scarce)
    anything = replace(limits, severities=dict.fromkeys(Severity, limits.size))
    _fill(chosen, ranked, profile, half, anything)
    return chosen


def _fill(
    chosen: list[DrawEntry],
    order: Sequence[DrawEntry],
    profile: Profile,
    half: int,
    limits: DrawQuota,
) -> None:
    """Add entries in an order until there are enough, those of the focus before all others."""
    focused = [each for each in order if each.defect.rule.category in profile.focus]
    _take(chosen, focused, half, limits)
    _take(chosen, order, limits.size, limits)


def wanted(seed: int, profile: Profile, salt: bytes = b"") -> DrawQuota:
    """Return what a profile other than the plain one asks of a seed: size, severities, limits."""
    asked = LEVELS[profile.level or Difficulty.INTERVIEW]
    size = _size(asked, seed, salt, profile)
    return replace(asked, size=size, severities=_scaled(asked.severities, size))


def _size(asked: DrawQuota, seed: int, salt: bytes, profile: Profile) -> int:
    """Return how many defects there are; a drill draws its number, and some have none."""
    if profile.defects is not None:
        return profile.defects
    if profile.level is not Difficulty.DRILL:
        return asked.size
    drawn = int.from_bytes(rank(seed, salt, "drill")[:4], "big")
    return 0 if drawn % CLEAN_DRILLS == 0 else 1 + drawn // CLEAN_DRILLS % asked.size


def _scaled(severities: Mapping[Severity, int], size: int) -> Mapping[Severity, int]:
    """Return the quotas for another number of defects: largest remainders first."""
    total = sum(severities.values())
    exact = {each: count * size / total for each, count in severities.items()}
    quota = {each: math.floor(value) for each, value in exact.items()}
    order = sorted(exact, key=lambda each: quota[each] - exact[each])
    for each in order[: size - sum(quota.values())]:
        quota[each] += 1
    return quota


def _take(
    chosen: list[DrawEntry], ranked: Iterable[DrawEntry], wanted: int, limits: DrawQuota
) -> None:
    """Add entries that go with those that are chosen, best ranked first, up to a number."""
    for entry in ranked:
        if len(chosen) >= wanted:
            return
        if entry not in chosen and fits(chosen, entry, limits):
            chosen.append(entry)


def fits(chosen: Sequence[DrawEntry], entry: DrawEntry, limits: DrawQuota) -> bool:
    """Return whether an entry goes with those that are chosen."""
    mine, drawn = entry.defect, [each.defect for each in chosen]
    if not quota.fits(drawn, mine, limits) or any(each.rule is mine.rule for each in drawn):
        return False
    if not entry.fresh and sum(not each.fresh for each in chosen) >= MOST_SPOILED_OLD:
        return False
    if any(_meet(each, entry) for each in chosen) or _crowded(chosen, entry, limits.size):
        return False
    return all(map(_private, _others([*chosen, entry])))


def _meet(a: DrawEntry, b: DrawEntry) -> bool:
    """Return whether two must not be drawn together: one function, or one hides the other."""
    clash = a.defect.slug in b.clashes or b.defect.slug in a.clashes
    return clash or ((a.made or b.made) and bool(a.places & b.places))


def _crowded(chosen: Sequence[DrawEntry], entry: DrawEntry, size: int) -> bool:
    """Return whether more than half of the defects would stand in one file."""
    files = Counter(path for each in (*chosen, entry) for path in {p for p, _ in each.places})
    return max(files.values(), default=0) > math.ceil(max(size, 4) / 2)


def _others(chosen: Sequence[DrawEntry]) -> Iterator[tuple[DrawEntry, frozenset[str]]]:
    """Yield each entry with what all the others fail."""
    count = Counter(name for each in chosen for name in each.fails)
    for each in chosen:
        yield each, frozenset(n for n in count if count[n] - (n in each.fails) > 0)


def _private(pair: tuple[DrawEntry, frozenset[str]]) -> bool:
    """Return whether an entry has a check that no other fails; hand-made ones keep all of them."""
    entry, others = pair
    own = frozenset(map(check_name, entry.defect.checks))
    return bool(own - others) if entry.made else not own & others


def _witnessed(entry: DrawEntry, chosen: Sequence[DrawEntry]) -> Defect:
    """Return a drawn defect; that of an operator with the checks that are its own in this draw."""
    if not entry.made:
        return entry.defect
    others = {name for each in chosen if each is not entry for name in each.fails}
    own = tuple(check for check in entry.defect.checks if check_name(check) not in others)
    return replace(entry.defect, checks=own)
