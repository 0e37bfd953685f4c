"""Draw hand-made defects and those of operators together, as a profile asks.

Each drawn defect keeps a private witness: a check that no other drawn defect fails. The draw is a
pure function of the pack with its lock file, the seed, the salt and the profile.
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
CLEAN_DRILL_ONE_IN: Final = 3  # the other drills have at least one defect
MAX_DEFECTS_IN_OLD_LINES: Final = 2  # the diff shows what such lines said before


def draw_mixed(
    pack: Pack,
    seed: int,
    profile: Profile,
    salt: bytes = b"",
    pool: Sequence[DrawEntry] | None = None,
) -> tuple[Defect, ...]:
    """Return the defects that a seed draws for a profile, with their private witnesses as checks.

    ``pool`` is what ``entries`` returns of the pack, for somebody who draws many seeds.

    Raises:
        DrawError: the pool cannot fulfil what was asked for.
    """
    limits = quota_of(seed, profile, salt)
    size = limits.size
    slug = pack.pr.slug
    every = entries(pack) if pool is None else pool
    ranked = sorted(every, key=lambda each: rank(seed, salt, slug, each.defect.slug))
    chosen = _choose(ranked, profile, limits)
    if len(chosen) < size:
        raise DrawError(
            f"{slug}: only {len(chosen)} of {size} defects of the pool go together for seed {seed}"
        )
    return tuple(_with_private_checks(each, chosen) for each in sorted(chosen, key=ranked.index))


def _choose(ranked: Sequence[DrawEntry], profile: Profile, limits: DrawQuota) -> list[DrawEntry]:
    """Return entries that go together, best ranked first, with the severities asked for.

    A severity with too few entries that fit the others is chosen first in the next attempt. If
    the pool has too few of it at all, other severities take their place.
    """
    half = math.ceil(limits.size / 2) if profile.focus else 0
    order, chosen = list(ranked), list[DrawEntry]()
    for _ in range(ATTEMPTS):
        chosen = []
        _add_in_order(chosen, order, profile, half, limits)
        found = Counter(each.defect.severity for each in chosen)
        scarce = {each for each, count in limits.severities.items() if found[each] < count}
        if not scarce:
            return chosen
        order.sort(key=lambda each: each.defect.severity not in scarce)
    anything = replace(limits, severities=dict.fromkeys(Severity, limits.size))
    _add_in_order(chosen, ranked, profile, half, anything)
    return chosen


def _add_in_order(
    chosen: list[DrawEntry],
    order: Sequence[DrawEntry],
    profile: Profile,
    half: int,
    limits: DrawQuota,
) -> None:
    """Add entries in the given order until there are enough; those of the focus come first."""
    focused = [each for each in order if each.defect.rule.category in profile.focus]
    _add_best_ranked(chosen, focused, half, limits)
    _add_best_ranked(chosen, order, limits.size, limits)


def quota_of(seed: int, profile: Profile, salt: bytes = b"") -> DrawQuota:
    """Return the number of defects, the severities and the limits that a profile asks for."""
    asked = LEVELS[profile.level or Difficulty.INTERVIEW]
    size = _size(asked, seed, salt, profile)
    return replace(asked, size=size, severities=_scaled(asked.severities, size))


def _size(asked: DrawQuota, seed: int, salt: bytes, profile: Profile) -> int:
    """Return the number of defects; a drill draws its number, and some drills have none."""
    if profile.defects is not None:
        return profile.defects
    if profile.level is not Difficulty.DRILL:
        return asked.size
    drawn = int.from_bytes(rank(seed, salt, "drill")[:4], "big")
    return 0 if drawn % CLEAN_DRILL_ONE_IN == 0 else 1 + drawn // CLEAN_DRILL_ONE_IN % asked.size


def _scaled(severities: Mapping[Severity, int], size: int) -> Mapping[Severity, int]:
    """Return the quotas for another number of defects, by largest remainders."""
    total = sum(severities.values())
    exact = {each: count * size / total for each, count in severities.items()}
    quota = {each: math.floor(value) for each, value in exact.items()}
    order = sorted(exact, key=lambda each: quota[each] - exact[each])
    for each in order[: size - sum(quota.values())]:
        quota[each] += 1
    return quota


def _add_best_ranked(
    chosen: list[DrawEntry], ranked: Iterable[DrawEntry], wanted: int, limits: DrawQuota
) -> None:
    """Add up to ``wanted`` entries that fit those already chosen, best ranked first."""
    for entry in ranked:
        if len(chosen) >= wanted:
            return
        if entry not in chosen and fits(chosen, entry, limits):
            chosen.append(entry)


def fits(chosen: Sequence[DrawEntry], entry: DrawEntry, limits: DrawQuota) -> bool:
    """Return whether an entry can be drawn together with the chosen ones."""
    mine, drawn = entry.defect, [each.defect for each in chosen]
    if not quota.fits(drawn, mine, limits) or any(each.rule is mine.rule for each in drawn):
        return False
    if (
        not entry.in_new_lines
        and sum(not each.in_new_lines for each in chosen) >= MAX_DEFECTS_IN_OLD_LINES
    ):
        return False
    if any(_conflict(each, entry) for each in chosen) or _too_many_in_one_file(
        chosen, entry, limits.size
    ):
        return False
    return all(map(_has_private_check, _with_others_checks([*chosen, entry])))


def _conflict(a: DrawEntry, b: DrawEntry) -> bool:
    """Return whether two entries exclude each other: one function in both, or one hides one."""
    clash = a.defect.slug in b.clashes or b.defect.slug in a.clashes
    return clash or ((a.by_operator or b.by_operator) and bool(a.places & b.places))


def _too_many_in_one_file(chosen: Sequence[DrawEntry], entry: DrawEntry, size: int) -> bool:
    """Return whether more than half of the defects would be in one file."""
    files = Counter(path for each in (*chosen, entry) for path in {p for p, _ in each.places})
    return max(files.values(), default=0) > math.ceil(max(size, 4) / 2)


def _with_others_checks(chosen: Sequence[DrawEntry]) -> Iterator[tuple[DrawEntry, frozenset[str]]]:
    """Yield each entry with the checks that all other entries fail."""
    count = Counter(name for each in chosen for name in each.fails)
    for each in chosen:
        yield each, frozenset(n for n in count if count[n] - (n in each.fails) > 0)


def _has_private_check(pair: tuple[DrawEntry, frozenset[str]]) -> bool:
    """Return whether an entry has a check of its own; hand-made ones need all of theirs."""
    entry, others = pair
    own = frozenset(map(check_name, entry.defect.checks))
    return bool(own - others) if entry.by_operator else not own & others


def _with_private_checks(entry: DrawEntry, chosen: Sequence[DrawEntry]) -> Defect:
    """Return a drawn defect; one of an operator keeps only its private checks."""
    if not entry.by_operator:
        return entry.defect
    others = {name for each in chosen if each is not entry for name in each.fails}
    own = tuple(check for check in entry.defect.checks if check_name(check) not in others)
    return replace(entry.defect, checks=own)
