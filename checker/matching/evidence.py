"""What one remark says of one defect, as numbers: the evidence that the judge weighs."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checker.matching.likeness import GROUPS, Index, Rarity, alike
from checker.matching.remarks import Remark
from checker.matching.speech import Roles, Speech
from checker.matching.traits import KINDS

BEST_OF = 3
MOST_ROLES = 3


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


def weigh(
    remark: Remark, subject: Subject, rarity: Mapping[str, Rarity], speech: Speech
) -> Evidence:
    """Return what a remark says of a defect, wherever it stands."""
    values: dict[str, float] = {}
    found = opposite = Nearest(text="", likeness=0.0)
    sentence = 0
    for kind in KINDS:
        table = [alike(window, rarity, subject.index, kind) for window in remark.windows]
        values |= _likeness(kind, table, subject.index)
        if kind == "words":
            found = _nearest(table, subject.index, "found")
            opposite = _nearest(table, subject.index, "opposite")
            sentence = _sentence(table[: len(remark.run)], subject.index)
    values |= _vocabulary(remark, subject.index, rarity["words"])
    values |= _manner(remark, subject.roles, speech)
    return Evidence(
        values=values,
        found=found,
        opposite=opposite,
        sentence=sentence,
        exact=subject.index.exact.get(remark.plain, ""),
    )


def _likeness(kind: str, table: Sequence[Sequence[float]], of: Index) -> dict[str, float]:
    """Return how like the remark is to each group of known wordings, and by what margin."""
    best: dict[str, list[float]] = {}
    values: dict[str, float] = {}
    for group in GROUPS:
        numbers = of.groups[group]
        rows = [row[numbers.start : numbers.stop] or (0.0,) for row in table]
        best[group] = [max(row) for row in rows]
        values[f"{kind} {group}"] = max(best[group])
        if group in {"found", "opposite"}:
            columns = sorted((max(column) for column in zip(*rows, strict=True)), reverse=True)
            few = columns[:BEST_OF]
            values[f"{kind} {group} often"] = sum(few) / len(few)
    pairs = list(zip(best["found"], best["opposite"], best["other"], strict=True))
    values[f"{kind} over opposite"] = max(f - o for f, o, _ in pairs)
    values[f"{kind} over other"] = max(f - h for f, _, h in pairs)
    there = max(pairs, key=lambda pair: pair[0])
    values[f"{kind} at best over opposite"] = there[0] - there[1]
    return values


def _sentence(table: Sequence[Sequence[float]], of: Index) -> int:
    numbers = of.groups["found"]
    best = [max(row[numbers.start : numbers.stop] or (0.0,)) for row in table]
    return best.index(max(best))


def _nearest(table: Sequence[Sequence[float]], of: Index, group: str) -> Nearest:
    numbers = of.groups[group]
    ranked = [(max(row[number] for row in table), -number) for number in numbers]
    likeness, number = max(ranked, default=(0.0, 0))
    text = of.known[-number].text if numbers else ""
    return Nearest(text=text, likeness=round(likeness, 2))


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


def _manner(remark: Remark, of: Roles, speech: Speech) -> dict[str, float]:
    """Return how it speaks, and which tokens of the repair and of the flaw it names."""
    opposite, other, asked = speech.read(remark.tokens, of)
    named = remark.names
    return {
        "speaks as opposite": opposite,
        "speaks as other": other,
        "speaks as question": asked,
        "names the repair": float(min(len(named & of.clean), MOST_ROLES)),
        "names the flaw": float(min(len(named & of.flawed), MOST_ROLES)),
        **remark.shape,
    }
