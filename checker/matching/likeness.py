"""How like a text is to the known wordings of a defect; whole numbers, so every sum is exact."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from checker.matching.traits import KINDS, Traits, plain, traits
from checker.model.wordings import Wordings

SCALE = 1_000  # weights are whole thousandths
UNKNOWN = 0.8  # of the weight of the rarest: what no known wording has
GROUPS = ("found", "opposite", "other", "asked")
VOCABULARIES = ("found", "opposite", "found or asked")
SMOOTHING = 0.3


class Known(NamedTuple):
    """A known wording: which group it is of, and its text."""

    group: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rarity:
    """How much each trait of a kind weighs: the fewer known wordings have it, the more."""

    weights: Mapping[str, int]
    unknown: int

    def of(self, trait: str) -> int:
        """Return the weight of a trait."""
        return self.weights.get(trait, self.unknown)

    def total(self, given: frozenset[str]) -> int:
        """Return what some traits weigh together."""
        weights, unknown = self.weights, self.unknown
        return sum([weights.get(trait, unknown) for trait in given])


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The known wordings of one defect, made ready: by kind, the wordings that have a trait.

    ``groups`` are the positions of each group's wordings, ``odds`` say of a trait how much it
    speaks for a find against an opposite, another wish and a question, ``said`` which words the
    finds, the opposites, and finds or questions have, and ``exact`` the group of each wording as
    it stands.
    """

    known: tuple[Known, ...]
    groups: Mapping[str, range]
    postings: Mapping[str, Mapping[str, tuple[int, ...]]]
    totals: Mapping[str, tuple[int, ...]]
    odds: Mapping[str, tuple[float, float, float]]
    said: Mapping[str, frozenset[str]]
    exact: Mapping[str, str]


def known_of(wordings: Wordings) -> tuple[Known, ...]:
    """Return the known wordings of a defect, group by group."""
    return tuple(
        Known(group, text) for group in GROUPS for text in dict.fromkeys(getattr(wordings, group))
    )


def rarities(every: Sequence[Sequence[Known]]) -> dict[str, Rarity]:
    """Return how rare each trait is among the known wordings of all planted defects."""
    texts = [traits(each.text) for known in every for each in known]
    result = {}
    for kind in KINDS:
        counts = Counter(trait for each in texts for trait in getattr(each, kind))
        most = math.log(len(texts) + 1)
        weights = {
            trait: round(SCALE * math.log((len(texts) + 1) / (count + 0.5)))
            for trait, count in counts.items()
        }
        result[kind] = Rarity(weights=weights, unknown=round(SCALE * UNKNOWN * most))
    return result


def index(known: tuple[Known, ...], rarity: Mapping[str, Rarity]) -> Index:
    """Return the index of one defect's known wordings."""
    texts = [traits(each.text) for each in known]
    postings: dict[str, dict[str, tuple[int, ...]]] = {}
    totals: dict[str, tuple[int, ...]] = {}
    for kind in KINDS:
        having: defaultdict[str, list[int]] = defaultdict(list)
        for number, each in enumerate(texts):
            for trait in getattr(each, kind):
                having[trait].append(number)
        postings[kind] = {trait: tuple(numbers) for trait, numbers in having.items()}
        totals[kind] = tuple(rarity[kind].total(getattr(each, kind)) for each in texts)
    groups = {group: _positions(known, group) for group in GROUPS}
    counts = {group: _counts(texts, groups[group]) for group in GROUPS}
    return Index(
        known=known,
        groups=groups,
        postings=postings,
        totals=totals,
        odds=_odds(counts, {group: len(groups[group]) for group in GROUPS}),
        said={
            name: _words(texts, groups, name) for name in ("found", "opposite", "found or asked")
        },
        exact={plain(each.text): each.group for each in reversed(known)},
    )


def alike(mine: frozenset[str], total: int, of: Index, kind: str, rarity: Rarity) -> list[float]:
    """Return how like some traits are to each known wording: Dice's coefficient, by rarity.

    ``total`` is what the traits weigh together.
    """
    weights, postings = rarity.weights, of.postings[kind]
    shared = [0] * len(of.known)
    for trait in mine & postings.keys():
        weight = weights[trait]
        for number in postings[trait]:
            shared[number] += weight
    return [
        2 * each / (total + other) if each else 0.0
        for each, other in zip(shared, of.totals[kind], strict=True)
    ]


def _positions(known: tuple[Known, ...], group: str) -> range:
    numbers = [number for number, each in enumerate(known) if each.group == group]
    return range(numbers[0], numbers[-1] + 1) if numbers else range(0)


def _words(texts: Sequence[Traits], groups: Mapping[str, range], name: str) -> frozenset[str]:
    numbers = [number for group in name.split(" or ") for number in groups[group]]
    return frozenset(word for number in numbers for word in texts[number].words)


def _counts(texts: Sequence[Traits], numbers: range) -> Counter[str]:
    return Counter(t for n in numbers for t in (*texts[n].words, *texts[n].polarity))


def _odds(
    counts: Mapping[str, Counter[str]], sizes: Mapping[str, int]
) -> dict[str, tuple[float, float, float]]:
    def log(group: str, trait: str) -> float:
        return math.log((counts[group][trait] + SMOOTHING) / (sizes[group] + 10 * SMOOTHING))

    every = sorted({trait for each in counts.values() for trait in each})
    result = {}
    for trait in every:
        found = log("found", trait)
        result[trait] = tuple(
            round(found - log(other, trait), 3)
            if counts["found"][trait] + counts[other][trait]
            else 0.0
            for other in ("opposite", "other", "asked")
        )
    return result  # type: ignore[return-value]  # three of them
