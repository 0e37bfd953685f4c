"""What to make of the sentences that found nothing new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from checker.matching.claims import Sentence, says_nothing, stance_of
from checker.matching.context import MatchContext
from checker.matching.neutral import Judged, as_decoy, as_neutral
from checker.matching.stance import Stance
from checker.model.key import Defect
from checker.model.result import Claim, ClaimResult, Verdict

ELABORATION = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Sentences that found a defect."""

    run: tuple[Sentence, ...]
    slug: str


class Earning(Protocol):
    """Sentences that would have found a defect, had nobody found it better."""

    @property
    def run(self) -> tuple[Sentence, ...]:
        """The sentences."""

    @property
    def defect(self) -> Defect:
        """The defect."""


def leftovers(
    split: Sequence[tuple[Sentence, ...]],
    found: Sequence[Found],
    earning: Sequence[Earning],
    exam: MatchContext,
) -> list[ClaimResult]:
    """Return the verdicts on all sentences that found nothing, one or two a claim.

    A comment that found something may go on about it for three sentences.
    """
    taken = {(id(s.comment), s.number): f.slug for f in found for s in f.run}
    again = {(id(s.comment), s.number): e.defect.slug for e in earning for s in e.run}
    results: list[ClaimResult] = []
    for each in split:
        serves = {f.slug for f in found if each and f.run[0].comment is each[0].comment}
        spare = ELABORATION * len(serves)
        for run in _claims(each, taken):
            judged = (
                _by_stance(run)
                or _as_duplicate(run, again, serves)
                or as_decoy(run, exam)
                or as_neutral(run, exam)
                or _as_noise(run)
            )
            if judged.verdict is Verdict.NOISE and spare > 0:
                spare -= len(run)
                judged = Judged(Verdict.NEUTRAL, "", "goes on about what was found")
            results.append(_result(run, judged))
    return results


def _claims(
    each: tuple[Sentence, ...], taken: dict[tuple[int, int], str]
) -> Iterator[tuple[Sentence, ...]]:
    """Return what is left of a comment, in claims of at most two sentences."""
    free = [s for s in each if (id(s.comment), s.number) not in taken]
    while free:
        first, *rest = free
        if rest and rest[0].number == first.number + 1 and rest[0].paragraph == first.paragraph:
            yield (first, rest[0])
            free = rest[1:]
        else:
            yield (first,)
            free = rest


def _by_stance(run: tuple[Sentence, ...]) -> Judged | None:
    match stance_of(run):
        case Stance.DISMISSES:
            return Judged(Verdict.NEUTRAL, "", "says that all is well")
        case Stance.NEUTRAL:
            return Judged(Verdict.NEUTRAL, "", "labelled as no claim")
        case _:
            return None


def _as_duplicate(
    run: tuple[Sentence, ...], again: dict[tuple[int, int], str], serves: set[str]
) -> Judged | None:
    for sentence in run:
        slug = again.get((id(sentence.comment), sentence.number))
        if slug in serves:
            return Judged(Verdict.NEUTRAL, slug, "goes on about what was found")
        if slug:
            return Judged(Verdict.DUPLICATE, slug, "another claim found it")
    return None


def _as_noise(run: tuple[Sentence, ...]) -> Judged:
    if stance_of(run) is Stance.ASKS:
        return Judged(Verdict.NEUTRAL, "", "a question")
    if says_nothing(run):
        return Judged(Verdict.NOISE, "", "says nothing that could be checked")
    return Judged(Verdict.NOISE, "", "fits no defect of the key")


def _result(run: tuple[Sentence, ...], judged: Judged) -> ClaimResult:
    text = " ".join(sentence.text for sentence in run)
    claim = Claim(comment=run[0].comment, index=run[0].number, text=text)
    return ClaimResult(claim=claim, verdict=judged.verdict, target=judged.target, why=judged.why)
