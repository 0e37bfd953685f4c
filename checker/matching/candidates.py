"""Which sentences could be a find of which defect, and how firmly."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TypeAlias

from checker.matching.claims import Sentence, joined, stance_of
from checker.matching.copying import Source, copied, source_of
from checker.matching.credit import credit
from checker.matching.evidence import Evidence, weigh
from checker.matching.exam import Exam
from checker.matching.lexicon import Lexicon, lexicon
from checker.matching.location import Tier, named, tier
from checker.matching.neutral import as_decoy, as_neutral
from checker.matching.salad import salad
from checker.matching.stance import Stance
from checker.matching.suggesting import repaired
from checker.matching.wording import Wording
from checker.model.key import Defect
from checker.model.place import Lines
from checker.model.review import ReviewComment, Side

BAND = 0.03  # of likeness: within it of a threshold, a verdict is unresolved
_prepared: deque[tuple[Exam, Lexicon]] = deque(maxlen=4)
Spot: TypeAlias = tuple[PurePosixPath, Lines | None, Side]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A run of sentences that could be a find, with all that decides between it and others.

    ``credit`` is what it earns; ``strict`` and ``lenient`` what it would earn were every threshold
    a little higher or lower.
    """

    run: tuple[Sentence, ...]
    order: int
    defect: Defect
    credit: float
    strict: float
    lenient: float
    tier: Tier
    evidence: Evidence

    @property
    def rank(self) -> tuple[float, int, float, int, int, int]:
        """Best first, and never a tie: comments and sentences have an order."""
        first = self.run[0].number
        likeness = -self.evidence.likeness
        return (-self.credit, self.tier, likeness, len(self.run), self.order, first)


def prepared(exam: Exam) -> Lexicon:
    """Return the lexicon of an exam; the last few stay at hand, as proofs ask for them again."""
    for asked, known in _prepared:
        if asked is exam:
            return known
    known = lexicon(exam.pool, exam.defects, exam.head)
    _prepared.append((exam, known))
    return known


def candidates(split: list[tuple[Sentence, ...]], exam: Exam) -> Iterator[Candidate]:
    """Return every run of sentences that could earn anything, with each defect it could find."""
    known, source = prepared(exam), source_of(exam.texts)
    seen: dict[Wording, tuple[Evidence, ...]] = {}
    near: dict[Spot, tuple[Tier, ...]] = {}
    for order, each in enumerate(split):
        if not each:
            continue
        tiers = _tiers(each[0].comment, exam, near)
        fixes = repaired(each[0].comment, exam)
        for run in runs(each):
            stance, wording = stance_of(run), joined(run)
            if stance in {Stance.DISMISSES, Stance.NEUTRAL}:
                continue
            if wording not in seen:
                seen[wording] = () if _empty(run, wording, source) else weigh(wording, known)
            for index, evidence in enumerate(seen[wording]):
                defect, near_ = exam.defects[index][0], tiers[index]
                fixed = near_ is Tier.LINES and defect.slug in fixes
                ways = _credits(evidence, near_, fixed=fixed, asked=stance is Stance.ASKS)
                if ways[-1] and (near_ is Tier.LINES or not _excused(run, exam)):
                    yield Candidate(
                        run=run,
                        order=order,
                        defect=defect,
                        strict=ways[0],
                        credit=ways[1],
                        lenient=ways[2],
                        tier=near_,
                        evidence=evidence,
                    )


def runs(each: tuple[Sentence, ...]) -> Iterator[tuple[Sentence, ...]]:
    """Return every sentence, and every two that follow each other in one paragraph."""
    for number, sentence in enumerate(each):
        yield (sentence,)
        if number + 1 < len(each) and each[number + 1].paragraph == sentence.paragraph:
            yield (sentence, each[number + 1])


def _credits(
    evidence: Evidence, near: Tier, *, fixed: bool, asked: bool
) -> tuple[float, float, float]:
    """Return what evidence earns if thresholds were a bit higher, as they are, a bit lower."""
    most = 0.5 if asked else 1.0
    lenient = credit(evidence, near, fixed=fixed, shift=BAND)
    if not lenient:
        return (0.0, 0.0, 0.0)
    strict, usual = (credit(evidence, near, fixed=fixed, shift=shift) for shift in (-BAND, 0.0))
    return (min(strict, most), min(usual, most), min(lenient, most))


def _tiers(comment: ReviewComment, exam: Exam, near: dict[Spot, tuple[Tier, ...]]) -> list[Tier]:
    """Return how near a comment stands to each defect; floods stand on the same lines again."""
    spot = (comment.path, comment.lines, comment.side)
    if spot not in near:
        near[spot] = tuple(tier(comment, where, exam.head) for _, where in exam.defects)
    away = Tier.ELSEWHERE
    return [
        Tier.NAMED if each is away and named(comment.body, where) else each
        for each, (_, where) in zip(near[spot], exam.defects, strict=True)
    ]


def _empty(run: tuple[Sentence, ...], wording: Wording, source: Source) -> bool:
    """Return whether a claim was copied, or is no sentence."""
    copy = copied(wording, source) or all(copied(each.wording, source) for each in run)
    return copy or any(salad(each.text) for each in run)


def _excused(run: tuple[Sentence, ...], exam: Exam) -> bool:
    """Return whether a claim away from a defect's lines is about something else that is known."""
    return bool(as_decoy(run, exam) or as_neutral(run, exam))
