"""How much a claim says of each defect: groups of concepts, and likeness to known wordings."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from checker.matching.lexicon import NAME_WEIGHT, Lexicon
from checker.matching.phrases import Said, locate, words_of
from checker.matching.wording import Wording, content


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What one claim says of one defect; empty texts stand for concepts that are missing.

    ``solid`` says that a concept was named in other words than the code's own; ``apart`` that what
    is wrong and the reason for it were said in different words. ``runner_up`` is the likeness to
    the best of the other defects, ``rival``.
    """

    what: str
    why: str
    fix: str
    forbidden: str
    solid: bool
    apart: bool
    likeness: float
    nearest: str
    runner_up: float
    rival: str


def weigh(claim: Wording, lexicon: Lexicon) -> tuple[Evidence, ...]:
    """Return what a claim says of each planted defect, in their order."""
    said = _said(claim, lexicon)
    near = _nearest(claim, lexicon)
    best = sorted(range(len(near)), key=lambda number: -near[number][0])
    return tuple(
        _evidence(number, said, near, rival=next((n for n in best if n != number), -1), of=lexicon)
        for number in range(len(lexicon.defects))
    )


def _evidence(
    number: int,
    said: dict[tuple[int, str], list[Said]],
    near: list[tuple[float, str]],
    *,
    rival: int,
    of: Lexicon,
) -> Evidence:
    what, why, fix, forbidden = (
        said.get((number, group), []) for group in ("what", "why", "fix", "forbidden")
    )
    names = of.names[number]
    return Evidence(
        what=_first(what),
        why=_first(why),
        fix=_first(fix),
        forbidden=_first(forbidden),
        solid=any(not words_of(each.phrase) <= names for each in (*what, *why, *fix)),
        apart=any(a.at - b.at and b.at - a.at for a in what for b in (*why, *fix)),
        likeness=near[number][0],
        nearest=near[number][1],
        runner_up=near[rival][0] if rival >= 0 else 0.0,
        rival=of.defects[rival].slug if rival >= 0 else "",
    )


def _first(found: list[Said]) -> str:
    return found[0].phrase if found else ""


def _said(claim: Wording, lexicon: Lexicon) -> dict[tuple[int, str], list[Said]]:
    numbers = {n for stem in (*claim.present, "") for n in lexicon.sayings.get(stem, ())}
    found: defaultdict[tuple[int, str], list[Said]] = defaultdict(list)
    for number in sorted(numbers):
        phrase = lexicon.phrases[number]
        where = locate(claim, phrase.text, phrase.parts)
        if where:
            found[phrase.defect, phrase.group].append(where)
    return found


def _nearest(claim: Wording, lexicon: Lexicon) -> list[tuple[float, str]]:
    """Return for each defect the likeness to its nearest known wording, and that wording.

    Likeness is the Dice coefficient of two sets of stems, each weighed by its rarity.
    """
    words = sorted(content(claim))  # in one order, so that sums are the same everywhere
    shared: defaultdict[int, float] = defaultdict(float)
    for word in words:
        for number, weight in lexicon.mentions.get(word, ()):
            shared[number] += weight
    weights = [(word, lexicon.rarity.get(word, lexicon.usual)) for word in words]
    total = sum(weight for _, weight in weights)
    mine = [
        total - (1 - NAME_WEIGHT) * sum(weight for word, weight in weights if word in names)
        for names in lexicon.names
    ]
    best = [(0.0, "")] * len(lexicon.defects)
    for number in sorted(shared):
        known = lexicon.known[number]
        likeness = round(2 * shared[number] / (mine[known.defect] + known.weight), 2)
        if likeness > best[known.defect][0]:
            best[known.defect] = (likeness, known.text)
    return best
