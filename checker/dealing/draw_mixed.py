"""Draw hand-made defects and those of operators together, as a profile asks.

Each defect that is drawn keeps a private witness: a check that no other drawn defect fails. What
is drawn is a pure function of the pack with its lock file, the seed, the salt and the profile.
"""

from __future__ import annotations

import hashlib
import hmac
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final

from checker.dealing.overlaps import hides_site
from checker.errors import DrawError
from checker.model.key import Check, Defect, Edit, HiddenTest, LintCheck, Pack
from checker.model.pack import Tree
from checker.model.profile import Difficulty, Profile
from checker.model.scopes import scope_at
from checker.operators import lock, pool
from checker.packs import loading
from checker.rules.rule import Severity

FunctionKey = tuple[PurePosixPath, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """How many defects a level has, its severities, and what linters may see of them."""

    size: int
    severities: Mapping[Severity, int]
    visible: int


def _level_mix(size: int, severities: tuple[int, int, int, int], visible: int) -> Mix:
    counts = MappingProxyType(dict(zip(Severity, severities, strict=True)))
    return Mix(size=size, severities=counts, visible=visible)


LEVELS: Final = MappingProxyType(
    {
        Difficulty.WARM_UP: _level_mix(6, (1, 2, 2, 1), 1),
        Difficulty.INTERVIEW: _level_mix(13, (3, 5, 3, 2), 2),
        Difficulty.DRILL: _level_mix(5, (1, 2, 3, 2), 0),
    }
)
CLEAN_DRILL_ONE_IN: Final = 3  # the other drills have at least one defect
MAX_DEFECTS_IN_OLD_LINES: Final = (
    2  # defects in lines that stood before: the diff shows what they said
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawEntry:
    """A defect of the pool: what it fails, what it must not meet, and where it stands."""

    defect: Defect
    fails: frozenset[str]
    clashes: frozenset[str]
    places: frozenset[FunctionKey]
    made: bool
    fresh: bool


def rank(seed: int, salt: bytes, *words: str) -> bytes:
    """Return where something stands for a seed: by HMAC where there is a salt, which hides it."""
    text = ":".join([str(seed), *words]).encode()
    return hmac.digest(salt, text, "sha256") if salt else hashlib.sha256(text).digest()


def entries(pack: Pack) -> tuple[DrawEntry, ...]:
    """Return the whole pool of a pack: hand-made defects, then those of its lock file.

    What would take away the text of a decoy is left out.
    """
    folder = pack.key.feature.parent
    seen = lock.read(folder).hand_made
    reference = loading.reference_tree(pack)
    by_hand = [
        DrawEntry(
            defect=defect,
            fails=frozenset({*map(_check_key, defect.checks), *seen.get(defect.slug, ())}),
            clashes=frozenset(),
            places=frozenset(_changed_functions(reference, defect)),
            made=False,
            fresh=True,
        )
        for defect in pack.key.defects
    ]
    by_rule = [
        DrawEntry(
            defect=defect,
            fails=frozenset(map(_check_key, defect.checks)),
            clashes=frozenset(admitted.clashes) | _hiding(defect, pack, reference),
            places=frozenset({(admitted.site.edits[0].path, admitted.site.scope)}),
            made=True,
            fresh=admitted.site.fresh,
        )
        for defect, admitted in pool.pool(folder)
        if not hides_site(defect, [decoy.site for decoy in pack.key.decoys], reference)
    ]
    return (*by_hand, *by_rule)


def _hiding(defect: Defect, pack: Pack, reference: Tree) -> frozenset[str]:
    """Return the hand-made defects of which a place could not be found beside a defect."""
    return frozenset(d.slug for d in pack.key.defects if hides_site(defect, d.sites, reference))


def draw_mixed(pack: Pack, seed: int, profile: Profile, salt: bytes = b"") -> tuple[Defect, ...]:
    """Return the defects that a seed draws for a profile, each with its private witnesses alone.

    Raises:
        DrawError: the pool cannot fulfil what was asked for.
    """
    limits = quota_of(seed, profile, salt)
    size = limits.size
    slug = pack.pr.slug
    ranked = sorted(entries(pack), key=lambda each: rank(seed, salt, slug, each.defect.slug))
    chosen = _choose(ranked, profile, limits)
    if len(chosen) < size:
        raise DrawError(
            f"{slug}: only {len(chosen)} of {size} defects of the pool go together for seed {seed}"
        )
    return tuple(_with_private_checks(each, chosen) for each in sorted(chosen, key=ranked.index))


def _choose(ranked: Sequence[DrawEntry], profile: Profile, limits: Mix) -> list[DrawEntry]:
    """Return entries that go together, best ranked first, with the severities that are asked for.

    A severity of which too few are left to go with the others is chosen first next time. Where the
    pool has too few of it at all, others take their place.
    """
    half = math.ceil(limits.size / 2) if profile.focus else 0
    order, chosen = list(ranked), list[DrawEntry]()
    for _ in Severity:
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
    chosen: list[DrawEntry], order: Sequence[DrawEntry], profile: Profile, half: int, limits: Mix
) -> None:
    """Add entries in an order until there are enough, those of the focus before all others."""
    focused = [each for each in order if each.defect.rule.category in profile.focus]
    _add_best_ranked(chosen, focused, half, limits)
    _add_best_ranked(chosen, order, limits.size, limits)


def quota_of(seed: int, profile: Profile, salt: bytes = b"") -> Mix:
    """Return what a profile other than the plain one asks of a seed: size, severities, limits."""
    asked = LEVELS[profile.level or Difficulty.INTERVIEW]
    size = _size(asked, seed, salt, profile)
    return replace(asked, size=size, severities=_scaled(asked.severities, size))


def _size(asked: Mix, seed: int, salt: bytes, profile: Profile) -> int:
    """Return how many defects there are; a drill draws its number, and some have none."""
    if profile.defects is not None:
        return profile.defects
    if profile.level is not Difficulty.DRILL:
        return asked.size
    drawn = int.from_bytes(rank(seed, salt, "drill")[:4], "big")
    return 0 if drawn % CLEAN_DRILL_ONE_IN == 0 else 1 + drawn // CLEAN_DRILL_ONE_IN % asked.size


def _scaled(severities: Mapping[Severity, int], size: int) -> Mapping[Severity, int]:
    """Return the quotas for another number of defects: largest remainders first."""
    total = sum(severities.values())
    exact = {each: count * size / total for each, count in severities.items()}
    quota = {each: math.floor(value) for each, value in exact.items()}
    order = sorted(exact, key=lambda each: quota[each] - exact[each])
    for each in order[: size - sum(quota.values())]:
        quota[each] += 1
    return quota


def _add_best_ranked(
    chosen: list[DrawEntry], ranked: Iterable[DrawEntry], wanted: int, limits: Mix
) -> None:
    """Add entries that go with those that are chosen, best ranked first, up to a number."""
    for entry in ranked:
        if len(chosen) >= wanted:
            return
        if entry not in chosen and fits(chosen, entry, limits):
            chosen.append(entry)


def fits(chosen: Sequence[DrawEntry], entry: DrawEntry, limits: Mix) -> bool:
    """Return whether an entry goes with those that are chosen."""
    mine, drawn = entry.defect, [each.defect for each in chosen]
    alike = sum(each.severity is mine.severity for each in drawn)
    if alike >= limits.severities[mine.severity]:
        return False
    if mine.visible and sum(each.visible for each in drawn) >= limits.visible:
        return False
    if any(each.rule is mine.rule or (mine.group and each.group == mine.group) for each in drawn):
        return False
    if not entry.fresh and sum(not each.fresh for each in chosen) >= MAX_DEFECTS_IN_OLD_LINES:
        return False
    if any(_conflict(each, entry) for each in chosen) or _too_many_in_one_file(
        chosen, entry, limits.size
    ):
        return False
    return all(map(_has_private_check, _with_others_checks([*chosen, entry])))


def _conflict(a: DrawEntry, b: DrawEntry) -> bool:
    """Return whether two must not be drawn together: one function, or one hides the other."""
    clash = a.defect.slug in b.clashes or b.defect.slug in a.clashes
    return clash or ((a.made or b.made) and bool(a.places & b.places))


def _too_many_in_one_file(chosen: Sequence[DrawEntry], entry: DrawEntry, size: int) -> bool:
    """Return whether more than half of the defects would stand in one file."""
    files = Counter(path for each in (*chosen, entry) for path in {p for p, _ in each.places})
    return max(files.values(), default=0) > math.ceil(max(size, 4) / 2)


def _with_others_checks(chosen: Sequence[DrawEntry]) -> Iterator[tuple[DrawEntry, frozenset[str]]]:
    """Yield each entry with what all the others fail."""
    count = Counter(name for each in chosen for name in each.fails)
    for each in chosen:
        yield each, frozenset(n for n in count if count[n] - (n in each.fails) > 0)


def _has_private_check(pair: tuple[DrawEntry, frozenset[str]]) -> bool:
    """Return whether an entry has a check that no other fails; hand-made ones keep all of them."""
    entry, others = pair
    own = frozenset(map(_check_key, entry.defect.checks))
    return bool(own - others) if entry.made else not own & others


def _with_private_checks(entry: DrawEntry, chosen: Sequence[DrawEntry]) -> Defect:
    """Return a drawn defect; that of an operator with the checks that are its own in this draw."""
    if not entry.made:
        return entry.defect
    others = {name for each in chosen if each is not entry for name in each.fails}
    own = tuple(check for check in entry.defect.checks if _check_key(check) not in others)
    return replace(entry.defect, checks=own)


def _check_key(check: Check) -> str:
    """Return what tells checks apart; hidden tests and lint codes are shared between defects."""
    match check:
        case HiddenTest():
            return check.node_id.partition("[")[0]
        case LintCheck():
            return f"ruff {check.code}"
        case _:
            return repr(check)


def _changed_functions(
    reference: Mapping[PurePosixPath, bytes], defect: Defect
) -> Iterator[FunctionKey]:
    """Yield the functions that a hand-made defect changes."""
    for change in defect.changes:
        if isinstance(change, Edit) and change.path.suffix == ".py":
            source = reference[change.path].decode()
            first = source.count("\n", 0, source.index(change.clean)) + 1
            last = first + change.clean.rstrip("\n").count("\n")
            yield from {(change.path, scope_at(source, line)) for line in range(first, last + 1)}
        else:
            yield change.path, ""
