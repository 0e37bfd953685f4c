"""How much a claim says of a defect: groups of concepts, and likeness to known wordings."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checker.matching.location import Tier
from checker.matching.wording import Wording, content, first_said, read
from checker.model.key import Defect

# Likeness that full evidence needs besides the concepts, by how near the comment stands.
ENOUGH: Mapping[Tier, float] = {
    Tier.LINES: 0.12,
    Tier.SCOPE: 0.20,
    Tier.FILE: 0.28,
    Tier.ELSEWHERE: 0.38,
}
KNOWN = 0.70  # a known wording as it stands
ALIKE = 0.50  # a known wording, without all concepts
LEAD = 0.10  # over every other defect of the pull request
PARTLY_ALIKE = 0.26


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """How rare each stem is among the defects of a key, and the wordings of each defect."""

    rarity: Mapping[str, float]
    usual: float
    wordings: Mapping[str, tuple[frozenset[str], ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What one claim says of one defect; empty texts stand for concepts that are missing."""

    what: str
    why: str
    fix: str
    forbidden: str
    likeness: float
    nearest: str


def lexicon(defects: Iterable[Defect]) -> Lexicon:
    """Return the lexicon of a key: it depends on no submission."""
    defects = tuple(defects)
    wordings = {
        defect.slug: tuple(content(read(text)) for text in texts_of(defect)) for defect in defects
    }
    spread = Counter(stem for sets in wordings.values() for stem in frozenset().union(*sets))
    count = len(defects)
    rarity = {stem: math.log((count + 1) / (within + 0.5)) for stem, within in spread.items()}
    return Lexicon(rarity=rarity, usual=math.log(count + 1) / 2, wordings=wordings)


def texts_of(defect: Defect) -> tuple[str, ...]:
    """Return the known wordings of a defect: the model comment first."""
    return (defect.explanation, *defect.rubric.paraphrases)


def weigh(claim: Wording, defect: Defect, known: Lexicon) -> Evidence:
    """Return what a claim says of a defect."""
    rubric = defect.rubric
    words = content(claim)
    scored = [
        (_likeness(words, wording, known), text)
        for wording, text in zip(known.wordings[defect.slug], texts_of(defect), strict=True)
    ]
    likeness, nearest = max(scored, key=lambda pair: pair[0])
    return Evidence(
        what=first_said(claim, rubric.what),
        why=first_said(claim, rubric.why),
        fix=first_said(claim, rubric.fix),
        forbidden=first_said(claim, rubric.forbidden),
        likeness=round(likeness, 2),
        nearest=nearest,
    )


def credit(evidence: Evidence, tier: Tier, runner_up: float) -> float:
    """Return 1 for a find, 0.5 for a partial one, 0 for none.

    Place alone earns nothing: what and why (or the fix) must be said, or a known wording that
    fits no other defect as well.
    """
    if evidence.forbidden:
        return 0.0
    what, reason = bool(evidence.what), bool(evidence.why or evidence.fix)
    near = tier <= Tier.SCOPE
    lead = evidence.likeness - runner_up
    if what and reason and evidence.likeness >= ENOUGH[tier]:
        return 1.0 if tier is not Tier.ELSEWHERE else 0.5
    if near and lead >= LEAD and evidence.likeness >= (ALIKE if what or reason else KNOWN):
        return 1.0
    if near and (what or reason) and evidence.likeness >= PARTLY_ALIKE and lead > 0:
        return 0.5
    return 0.0


def _likeness(a: frozenset[str], b: frozenset[str], known: Lexicon) -> float:
    """Return the Dice coefficient of two sets of stems, each weighed by its rarity."""

    def weight(stems: Iterable[str]) -> float:
        return math.fsum(sorted(known.rarity.get(stem, known.usual) for stem in stems))

    total = weight(a) + weight(b)
    return 2 * weight(a & b) / total if total else 0.0
