"""What one remark says of one defect, as numbers: the evidence that the judge weighs."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import sub

from checker.matching.likeness import GROUPS, Index, Rarity, alike
from checker.matching.remarks import Remark
from checker.matching.speech import MANNERS, Roles, Speech, code_of
from checker.matching.traits import KINDS

BEST_OF = 3
MOST_ROLES = 3
NEIGHBOURS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """The known wording that a remark is most like, and how like."""

    text: str
    likeness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The evidence by name; ``found`` and ``opposite`` are the wordings it comes nearest to.

    ``sentence`` is the one of the remark that comes nearest to a find, ``exact`` the group that the
    whole remark is a known wording of, or "".
    """

    values: Mapping[str, float]
    found: Nearest
    opposite: Nearest
    sentence: int
    exact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A defect as remarks are compared with it."""

    index: Index
    roles: Roles


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A remark with what its windows weigh, by kind: the same for every defect."""

    remark: Remark
    windows: Mapping[str, tuple[tuple[frozenset[str], int], ...]]


def said(remark: Remark, rarity: Mapping[str, Rarity]) -> Said:
    """Return a remark as it is held against defects."""
    windows: dict[str, tuple[tuple[frozenset[str], int], ...]] = {}
    for kind in KINDS:
        parts = [getattr(window, kind) for window in remark.windows]
        windows[kind] = tuple((part, rarity[kind].total(part)) for part in parts)
    return Said(remark=remark, windows=windows)


def weigh(given: Said, subject: Subject, rarity: Mapping[str, Rarity], speech: Speech) -> Evidence:
    """Return what a remark says of a defect, wherever it stands."""
    remark = given.remark
    values: dict[str, float] = {}
    tables = {
        kind: [
            alike(mine, total, subject.index, kind, rarity[kind])
            for mine, total in given.windows[kind]
        ]
        for kind in KINDS
    }
    for kind, table in tables.items():
        values |= _likeness(kind, table, subject.index)
    sums = [_sums(*rows) for rows in zip(*tables.values(), strict=True)]
    values |= _neighbours(sums, subject.index)
    values |= _vocabulary(remark, subject.index, rarity["words"])
    values |= _manner(remark, subject.roles, speech)
    return Evidence(
        values=values,
        found=_nearest(tables["words"], subject.index, "found"),
        opposite=_nearest(tables["words"], subject.index, "opposite"),
        sentence=_sentence(tables["words"][: len(remark.run)], subject.index),
        exact=subject.index.exact.get(remark.plain, ""),
    )


def _likeness(kind: str, table: Sequence[Sequence[float]], of: Index) -> dict[str, float]:
    """Return how like the remark is to each group of known wordings, and by what margin."""
    best: dict[str, list[float]] = {}
    values: dict[str, float] = {}
    for group in GROUPS:
        numbers = of.groups[group]
        rows = [row[numbers.start : numbers.stop] for row in table]
        best[group] = [max(row, default=0.0) for row in rows]
        values[f"{kind} {group}"] = max(best[group])
        if group in {"found", "opposite"}:
            columns = rows[0] if len(rows) == 1 else list(map(max, *rows))
            few = sorted(columns, reverse=True)[:BEST_OF]
            values[f"{kind} {group} often"] = sum(few) / len(few) if few else 0.0
    found, opposite, other = best["found"], best["opposite"], best["other"]
    values[f"{kind} over opposite"] = max(map(sub, found, opposite))
    values[f"{kind} over other"] = max(map(sub, found, other))
    there = found.index(max(found))
    values[f"{kind} at best over opposite"] = found[there] - opposite[there]
    return values


def _sums(words: list[float], polarity: list[float], sequence: list[float]) -> list[float]:
    return [a + b + c for a, b, c in zip(words, polarity, sequence, strict=True)]


def _neighbours(windows: Sequence[Sequence[float]], of: Index) -> dict[str, float]:
    """Return of which group the known wordings are that are most like it in all ways together."""
    columns = list(map(max, *windows)) if len(windows) > 1 else windows[0]
    best = {g: max(columns[of.groups[g].start : of.groups[g].stop], default=0.0) for g in GROUPS}
    near = sorted(range(len(columns)), key=columns.__getitem__, reverse=True)[:NEIGHBOURS]
    total = sum(columns[n] for n in near) or 1.0
    values = {
        f"near by are {group}": sum(columns[n] for n in near if n in of.groups[group]) / total
        for group in GROUPS
    }
    for group in GROUPS[1:]:
        values[f"all over {group}"] = best["found"] - best[group]
    return values | {"all found": best["found"]}


def _sentence(table: Sequence[Sequence[float]], of: Index) -> int:
    numbers = of.groups["found"]
    best = [max(row[numbers.start : numbers.stop], default=0.0) for row in table]
    return best.index(max(best))


def _nearest(table: Sequence[Sequence[float]], of: Index, group: str) -> Nearest:
    numbers = of.groups[group]
    best = max((max(row[numbers.start : numbers.stop], default=0.0) for row in table), default=0.0)
    for row in table:
        for number in numbers:
            if row[number] == best and best:
                return Nearest(text=of.known[number].text, likeness=round(best, 2))
    return Nearest(text="", likeness=0.0)


def _vocabulary(remark: Remark, of: Index, rarity: Rarity) -> dict[str, float]:
    """Return which of its words finds and opposites use."""
    words, odds = remark.whole.words, of.odds
    opposite = other = asked = 0.0
    for trait in sorted((words | remark.whole.polarity) & odds.keys()):
        each = odds[trait]
        opposite, other, asked = opposite + each[0], other + each[1], asked + each[2]
    size = len(words)
    total = rarity.total(words) or 1
    covered = rarity.total(words & of.said["found"]) / total
    damped = 1 + math.sqrt(1 + size)
    return {
        "vocabulary over opposite": opposite,
        "vocabulary over other": other,
        "vocabulary over question": asked,
        "vocabulary over opposite by length": opposite / damped,
        "vocabulary over other by length": other / damped,
        "covered by finds": covered,
        "covered by opposites": rarity.total(words & of.said["opposite"]) / total,
        "words of no find": (1 - covered) * (1 + size),
    }


def manners(spoken: tuple[float, ...]) -> dict[str, float]:
    """Return how it speaks as evidence: by manner, and as anything but a find."""
    values = {f"speaks as {name}": each for name, each in zip(MANNERS, spoken, strict=True)}
    return values | {"speaks as no find": max(spoken)}


def _manner(remark: Remark, of: Roles, speech: Speech) -> dict[str, float]:
    """Return how it speaks, and which tokens of the repair and of the flaw it names."""
    named, code = remark.names, code_of(remark.tokens)
    words = remark.whole.words
    return {
        **manners(speech.read(remark.tokens, of)),
        "code of no text and no find": float(min(len(code - of.known), MOST_ROLES)),
        "code": float(min(len(code), MOST_ROLES)),
        "words of opposites alone": len(words & of.others) / (1 + len(words)),
        "names the repair": float(min(len(named & of.clean), MOST_ROLES)),
        "names the flaw": float(min(len(named & of.flawed), MOST_ROLES)),
        **remark.shape,
    }
