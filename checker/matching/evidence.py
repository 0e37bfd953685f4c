"""How much a claim says of a defect: groups of concepts, and likeness to known wordings."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checker.matching.phrases import Said, first_said, said, words_of
from checker.matching.wording import Wording, content, read
from checker.model.key import Defect
from checker.model.pack import Tree
from checker.model.place import Place

AROUND = 2  # lines of code whose names anyone would use
NAME_WEIGHT = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One known wording: its stems and what they weigh together."""

    text: str
    stems: frozenset[str]
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """How rare each stem is among the defects of a key, and the wordings of each defect.

    ``names`` are the stems of the code at each defect's places: who comments there uses them
    whatever he has to say, and they count half.
    """

    rarity: Mapping[str, float]
    usual: float
    wordings: Mapping[str, tuple[Known, ...]]
    names: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What one claim says of one defect; empty texts stand for concepts that are missing.

    ``solid`` says that a concept was named in other words than the code's own; ``apart`` that what
    is wrong and the reason for it were said in different words.
    """

    what: str
    why: str
    fix: str
    forbidden: str
    solid: bool
    apart: bool
    likeness: float
    nearest: str


def lexicon(
    pool: Iterable[Defect],
    planted: Iterable[tuple[Defect, tuple[Place, ...]]],
    head: Tree,
) -> Lexicon:
    """Return the lexicon of a key as it was dealt: it depends on no submission."""
    stems = {d.slug: [(t, content(read(t))) for t in texts_of(d)] for d in pool}
    spread = Counter(
        stem for sets in stems.values() for stem in frozenset().union(*(s for _, s in sets))
    )
    count = len(stems)
    rarity = {stem: math.log((count + 1) / (within + 0.5)) for stem, within in spread.items()}
    usual = math.log(count + 1) / 2
    names = {d.slug: _names(places, head) for d, places in planted}
    wordings = {
        slug: tuple(
            Known(text=t, stems=s, weight=_weight(s, rarity, usual, names[slug])) for t, s in sets
        )
        for slug, sets in stems.items()
        if slug in names
    }
    return Lexicon(rarity=rarity, usual=usual, wordings=wordings, names=names)


def texts_of(defect: Defect) -> tuple[str, ...]:
    """Return the known wordings of a defect: the model comment first."""
    return (defect.explanation, *defect.rubric.paraphrases)


def weigh(claim: Wording, defect: Defect, lexicon_: Lexicon) -> Evidence:
    """Return what a claim says of a defect."""
    rubric, names = defect.rubric, lexicon_.names[defect.slug]
    words = content(claim)
    mine = _weight(words, lexicon_.rarity, lexicon_.usual, names)
    best, nearest = -1.0, ""
    for known in lexicon_.wordings[defect.slug]:
        shared = _weight(words & known.stems, lexicon_.rarity, lexicon_.usual, names)
        likeness = 2 * shared / ((mine + known.weight) or 1.0)
        if likeness > best:
            best, nearest = likeness, known.text
    what, why, fix = (tuple(said(claim, group)) for group in (rubric.what, rubric.why, rubric.fix))
    return Evidence(
        what=_first(what),
        why=_first(why),
        fix=_first(fix),
        forbidden=first_said(claim, rubric.forbidden),
        solid=any(not words_of(each.phrase) <= names for each in (*what, *why, *fix)),
        apart=any(a.at - b.at and b.at - a.at for a in what for b in (*why, *fix)),
        likeness=round(best, 2),
        nearest=nearest,
    )


def _first(found: tuple[Said, ...]) -> str:
    return found[0].phrase if found else ""


def _names(places: tuple[Place, ...], head: Tree) -> frozenset[str]:
    found: set[str] = set()
    for place in places:
        lines = head.get(place.path, b"").decode("utf-8", "replace").split("\n")
        first, last = place.lines.first - 1 - AROUND, place.lines.last + AROUND
        found |= content(read("\n".join(lines[max(first, 0) : last])))
    return frozenset(found)


def _weight(
    stems: Iterable[str], rarity: Mapping[str, float], usual: float, names: frozenset[str]
) -> float:
    return math.fsum(
        rarity.get(stem, usual) * (NAME_WEIGHT if stem in names else 1.0) for stem in stems
    )
