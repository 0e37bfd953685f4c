"""An answer key made ready for comparing: which phrase and which known wording has which stem."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from checker.matching.phrases import Part, least_part, parts_of
from checker.matching.wording import content, read
from checker.model.key import Defect
from checker.model.pack import Tree
from checker.model.place import Place

AROUND = 2  # lines of code whose names anyone would use
NAME_WEIGHT = 0.5
GROUPS = ("what", "why", "fix", "forbidden")


class Phrase(NamedTuple):
    """A phrase of a rubric: of which defect, in which group."""

    defect: int
    group: str
    text: str
    parts: tuple[Part, ...]


class Known(NamedTuple):
    """A known wording of a defect, and what its stems weigh together."""

    defect: int
    text: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """What claims are weighed by; it depends on no submission.

    ``rarity`` is of stems among the defects of the pool. ``names`` are the stems of the code at
    each planted defect's places: who comments there uses them whatever he has to say, so they
    count half. ``sayings`` are phrases by a stem that they need, ``mentions`` are known wordings
    by stem, with its weight; "" stands for phrases that need none.
    """

    defects: tuple[Defect, ...]
    names: tuple[frozenset[str], ...]
    rarity: Mapping[str, float]
    usual: float
    phrases: tuple[Phrase, ...]
    sayings: Mapping[str, tuple[int, ...]]
    known: tuple[Known, ...]
    mentions: Mapping[str, tuple[tuple[int, float], ...]]

    def weight(self, stem: str, defect: int) -> float:
        """Return how much a stem says of a defect."""
        share = NAME_WEIGHT if stem in self.names[defect] else 1.0
        return share * self.rarity.get(stem, self.usual)


def texts_of(defect: Defect) -> tuple[str, ...]:
    """Return the known wordings of a defect: the model comment first."""
    return (defect.explanation, *defect.rubric.paraphrases)


def lexicon(
    pool: Iterable[Defect], planted: Iterable[tuple[Defect, tuple[Place, ...]]], head: Tree
) -> Lexicon:
    """Return the lexicon of a key as it was dealt."""
    planted = tuple(planted)
    defects = tuple(defect for defect, _ in planted)
    rarity, usual = _rarity(pool)
    phrases = tuple(
        Phrase(number, group, text, parts_of(text))
        for number, defect in enumerate(defects)
        for group in GROUPS
        for text in getattr(defect.rubric, group)
    )
    bare = Lexicon(
        defects=defects,
        names=tuple(_names(places, head) for _, places in planted),
        rarity=rarity,
        usual=usual,
        phrases=phrases,
        sayings=_sayings(phrases),
        known=(),
        mentions={},
    )
    return _with_wordings(bare)


def _rarity(pool: Iterable[Defect]) -> tuple[dict[str, float], float]:
    stems = [{s for t in texts_of(defect) for s in content(read(t))} for defect in pool]
    spread = Counter(stem for each in stems for stem in each)
    count = len(stems)
    rarity = {stem: math.log((count + 1) / (within + 0.5)) for stem, within in spread.items()}
    return rarity, math.log(count + 1) / 2


def _sayings(phrases: tuple[Phrase, ...]) -> dict[str, tuple[int, ...]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, phrase in enumerate(phrases):
        for stem in least_part(phrase.text) or {""}:
            found[stem].append(number)
    return {stem: tuple(numbers) for stem, numbers in found.items()}


def _with_wordings(bare: Lexicon) -> Lexicon:
    known: list[Known] = []
    mentions: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, defect in enumerate(bare.defects):
        for text in texts_of(defect):
            weights = {s: bare.weight(s, number) for s in sorted(content(read(text)))}
            for stem, weight in weights.items():
                mentions[stem].append((len(known), weight))
            known.append(Known(number, text, math.fsum(weights.values())))
    return Lexicon(
        defects=bare.defects,
        names=bare.names,
        rarity=bare.rarity,
        usual=bare.usual,
        phrases=bare.phrases,
        sayings=bare.sayings,
        known=tuple(known),
        mentions={stem: tuple(where) for stem, where in mentions.items()},
    )


def _names(places: tuple[Place, ...], head: Tree) -> frozenset[str]:
    found: set[str] = set()
    for place in places:
        lines = head.get(place.path, b"").decode("utf-8", "replace").split("\n")
        first, last = place.lines.first - 1 - AROUND, place.lines.last + AROUND
        found |= content(read("\n".join(lines[max(first, 0) : last])))
    return frozenset(found)
