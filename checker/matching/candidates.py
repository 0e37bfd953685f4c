"""Which sentences could be a find of which defect, and how firmly."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import NamedTuple, TypeAlias

from checker.matching.claims import Sentence, joined, stance_of
from checker.matching.copying import Source, copied, source_of
from checker.matching.credit import Mend, credit
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


class Ways(NamedTuple):
    """What evidence earns if every threshold were a bit higher, as they are, a bit lower."""

    strict: float
    usual: float
    lenient: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A run of sentences that could be a find, with all that decides between it and others."""

    run: tuple[Sentence, ...]
    order: int
    defect: Defect
    credit: float
    ways: Ways
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
                defect = exam.defects[index][0]
                mend = _mend(defect, tiers[index], fixes, exam)
                ways = _credits(evidence, tiers[index], mend, asked=stance is Stance.ASKS)
                if ways.lenient and (tiers[index] is Tier.LINES or not _excused(run, exam)):
                    yield Candidate(
                        run=run,
                        order=order,
                        defect=defect,
                        ways=ways,
                        credit=ways.usual,
                        tier=tiers[index],
                        evidence=evidence,
                    )


def runs(each: tuple[Sentence, ...]) -> Iterator[tuple[Sentence, ...]]:
    """Return every sentence, and every two that follow each other in one paragraph."""
    for number, sentence in enumerate(each):
        yield (sentence,)
        if number + 1 < len(each) and each[number + 1].paragraph == sentence.paragraph:
            yield (sentence, each[number + 1])


def _mend(defect: Defect, near: Tier, fixes: frozenset[str], exam: Exam) -> Mend:
    if near is not Tier.LINES:
        return Mend.NONE
    if defect.slug in fixes:
        return Mend.SUGGESTED
    return Mend.PUSHED if defect.slug in exam.mended else Mend.NONE


def _credits(evidence: Evidence, near: Tier, mend: Mend, *, asked: bool) -> Ways:
    most = 0.5 if asked else 1.0
    lenient = min(credit(evidence, near, mend, shift=BAND), most)
    if not lenient:
        return Ways(0.0, 0.0, 0.0)
    strict = min(credit(evidence, near, mend, shift=-BAND), most)
    return Ways(strict, min(credit(evidence, near, mend), most), lenient)


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
