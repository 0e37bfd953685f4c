"""Learn how people speak of each rule: ``make fit`` writes ``checker/kinds/profiles.json``.

Known wordings of all packs are learned from, with the code that their defects are planted in, and
what the catalogue itself says of each rule.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass

from checker.kinds.offering import Profiles, code_features, word_features
from checker.kinds.profiles_file import FILE
from checker.model.key import Defect, Edit, Pack
from checker.operators import pool
from checker.packs import loading, wordings
from checker.rules.catalogue import RULES

CATALOGUE_WEIGHT = 3.0  # of a text of the catalogue, beside 1 of a known wording
FEWEST = 2  # texts that have a feature
KEPT = 200  # features of a rule
DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Something that is said of a rule, or code that breaks it."""

    rule: str
    features: frozenset[str]
    weight: float


def defects_of(pack: Pack) -> list[Defect]:
    """Return every defect that a pack can plant: hand-made ones, and those of admitted sites."""
    admitted = pool.pool(pack.key.feature.parent)
    return [*pack.key.defects, *(defect for defect, _ in admitted)]


def code_of(defect: Defect) -> str:
    """Return the flawed text that a defect plants."""
    return "\n".join(each.flawed for each in defect.changes if isinstance(each, Edit))


def examples(packs: Collection[str]) -> tuple[list[Example], list[Example]]:
    """Return what is said of rules, and in which code, in some packs and the catalogue."""
    said, code = [], []
    for pack in map(loading.load, packs):
        for defect in defects_of(pack):
            rule, lines = defect.rule.name, code_features(code_of(defect))
            for text in wordings.of(pack.key, defect).found:
                said.append(Example(rule=rule, features=word_features(text), weight=1.0))
                code.append(Example(rule=rule, features=lines, weight=1.0))
    for each in RULES:
        heading = each.name.replace("-", " ")
        texts = (heading, each.summary, each.why, f"{each.summary} {each.why}", *each.also)
        for text in texts:
            features = word_features(text)
            said.append(Example(rule=each.name, features=features, weight=CATALOGUE_WEIGHT))
        bad = code_features(each.bad)
        code.append(Example(rule=each.name, features=bad, weight=len(texts)))
    return said, code


def learned(packs: Collection[str]) -> Profiles:
    """Return the profiles that some packs and the catalogue teach."""
    said, code = examples(packs)
    words, words_rarity = _profiles(said)
    lines, code_rarity = _profiles(code)
    return Profiles(words=words, words_rarity=words_rarity, code=lines, code_rarity=code_rarity)


def _profiles(
    given: Iterable[Example],
) -> tuple[Mapping[str, Mapping[str, float]], Mapping[str, float]]:
    """Return the weights of features by rule, and how rare each feature is.

    A rule's profile is the root of the sum of its texts, each of length 1: a word that half of the
    texts say does not drown the others.
    """
    every = list(given)
    counts = Counter(each for example in every for each in example.features)
    rarity = {
        name: round(1 + math.log((1 + len(every)) / (1 + count)), DIGITS)
        for name, count in sorted(counts.items())
        if count >= FEWEST
    }
    sums: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for example in every:
        known = [each for each in example.features if each in rarity]
        length = math.sqrt(sum(rarity[each] ** 2 for each in known)) or 1.0
        for each in known:
            sums[example.rule][each] += example.weight * rarity[each] / length
    profiles = {rule: _of_length_one(sums[rule]) for rule in sorted(sums)}
    used = {each for profile in profiles.values() for each in profile}
    return profiles, {name: value for name, value in rarity.items() if name in used}


def _of_length_one(sums: Mapping[str, float]) -> dict[str, float]:
    roots = {name: math.sqrt(value) for name, value in sums.items()}
    length = math.sqrt(sum(value**2 for value in roots.values())) or 1.0
    kept = sorted(roots, key=lambda name: (-roots[name], name))[:KEPT]
    return {name: round(roots[name] / length, DIGITS) for name in sorted(kept)}


def main() -> None:
    """Write the profiles that all packs teach."""
    profiles = learned(loading.slugs())
    FILE.write_text(json.dumps(asdict(profiles), separators=(",", ":")) + "\n", "utf-8")
    print(f"{FILE.name}: {len(profiles.words)} rules, {FILE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
