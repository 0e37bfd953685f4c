"""What to make of the sentences that found nothing new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from checker.matching.candidates import Candidate
from checker.matching.claims import Sentence, joined, says_nothing, stance_of
from checker.matching.context import MatchContext
from checker.matching.copying import Source, copied, source_of
from checker.matching.explaining import grounds
from checker.matching.keyword_stuffing import stuffed
from checker.matching.kinds import is_neutral
from checker.matching.location import Tier
from checker.matching.neutral import Judged, as_decoy, as_neutral
from checker.matching.reasons import UNSAID, of_miss
from checker.matching.stance import Stance
from checker.matching.weights import Judge
from checker.model.result import Claim, ClaimResult, Verdict

ELABORATION = 3  # sentences that a find may go on for
MOST_EXPLAINED = 100  # claims of which it is said what they came near to
OPPOSITE = 0.35  # likeness to a known opposite from which it is one
OPPOSITE_LEAD = 0.1  # over the likeness to a find

Spot: TypeAlias = tuple[int, int]
Run: TypeAlias = tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PossibleFind:
    """What a sentence came near to: the best candidate of its remark."""

    nearest: Candidate
    earning: Candidate | None


def unmatched(
    split: Sequence[Run],
    found: Sequence[Candidate],
    near: Sequence[Candidate],
    context: MatchContext,
) -> list[ClaimResult]:
    """Return the verdicts on all sentences that found nothing, one or two a claim.

    A comment that found something may go on about it for three sentences. What costs nothing by
    itself, such as an acceptable remark, is told apart first: it makes the rest no cheaper.
    """
    taken = {_spot(each.at) for each in found}
    possible = _possible(near)
    source = source_of(context.texts)
    results: list[ClaimResult] = []
    for each in split:
        serves = {f.defect.slug for f in found if each and f.at.comment is each[0].comment}
        spare = ELABORATION * len(serves)
        for run, free in _claims([s for s in each if _spot(s) not in taken], context):
            judged = free or _judged(run, possible, serves, context, source)
            if judged.verdict is Verdict.UNJUDGED and spare > 0:
                spare -= len(run)
                judged = Judged(Verdict.NEUTRAL, "", "you went on about what you found")
            results.append(_result(run, judged, possible))
    return _explained(results, possible, context.judge)


def _spot(sentence: Sentence) -> Spot:
    return (id(sentence.comment), sentence.number)


def _possible(near: Sequence[Candidate]) -> Mapping[Spot, PossibleFind]:
    result: dict[Spot, PossibleFind] = {}
    for each in sorted(near, key=lambda candidate: candidate.rank):
        for sentence in each.remark.run:
            earning = each if each.credit else None
            result.setdefault(_spot(sentence), PossibleFind(nearest=each, earning=earning))
    return result


def _claims(free: list[Sentence], context: MatchContext) -> Iterator[tuple[Run, Judged | None]]:
    """Return what is left of a comment: what is neutral by itself, then claims of at most two."""
    rest: list[Sentence] = []
    for sentence in free:
        judged = as_neutral((sentence,), context) or _by_label((sentence,))
        if judged:
            yield (sentence,), judged
        else:
            rest.append(sentence)
    while rest:
        first, *others = rest
        follows = others and others[0].number == first.number + 1
        if follows and others[0].paragraph == first.paragraph:
            yield (first, others[0]), None
            rest = others[1:]
        else:
            yield (first,), None
            rest = others


def _judged(
    run: Run,
    possible: Mapping[Spot, PossibleFind],
    serves: set[str],
    context: MatchContext,
    source: Source,
) -> Judged:
    return (
        _as_duplicate(run, possible, serves)
        or as_decoy(run, context)
        or _as_noise(run, source)
        or (as_neutral(run, context) if len(run) > 1 else None)  # single ones were asked before
        or _as_opposite(run, possible)
        or _by_stance(run)
        or Judged(Verdict.UNJUDGED, "", UNSAID)
    )


def _by_label(run: Run) -> Judged | None:
    if stance_of(run) is Stance.NEUTRAL or is_neutral(run[0].comment):
        return Judged(Verdict.NEUTRAL, "", "you labelled it as no claim")
    return None


def _by_stance(run: Run) -> Judged | None:
    if stance_of(run) is Stance.DISMISSES:
        return Judged(Verdict.NEUTRAL, "", "you said that all is well")
    return None


def _as_noise(run: Run, source: Source) -> Judged | None:
    if says_nothing(run):
        return Judged(Verdict.NOISE, "", "you said nothing that could be checked")
    if any(stuffed(each.text) for each in run):
        return Judged(Verdict.NOISE, "", "you wrote words in a row and no sentence")
    if copied(joined(run), source) and len(run[0].wording.stems) > 1:
        return Judged(Verdict.NOISE, "", "you copied it from the pull request")
    return None


def _as_duplicate(
    run: Run, possible: Mapping[Spot, PossibleFind], serves: set[str]
) -> Judged | None:
    for sentence in run:
        known = possible.get(_spot(sentence))
        if known is None or known.earning is None:
            continue
        slug = known.earning.defect.slug
        if slug in serves:
            return Judged(Verdict.NEUTRAL, slug, "you went on about what you found")
        return Judged(Verdict.DUPLICATE, slug, "you said it before, in another claim")
    return None


def _as_opposite(run: Run, possible: Mapping[Spot, PossibleFind]) -> Judged | None:
    """Return the verdict on a claim that says the opposite of what is so, None for others."""
    for sentence in run:
        known = possible.get(_spot(sentence))
        if known is None or known.nearest.unsure:
            continue
        weighed = known.nearest.weighed
        opposite, found = weighed.evidence.opposite, weighed.evidence.found
        clear = opposite.likeness - found.likeness >= OPPOSITE_LEAD
        if weighed.tier <= Tier.SCOPE and opposite.likeness >= OPPOSITE and clear:
            slug = known.nearest.defect.slug
            return Judged(Verdict.NOISE, slug, "you said the opposite of what is so")
    return None


def _result(run: Run, judged: Judged, possible: Mapping[Spot, PossibleFind]) -> ClaimResult:
    text = " ".join(sentence.text for sentence in run)
    near = [possible[_spot(s)].nearest for s in run if _spot(s) in possible]
    unsure = judged.verdict is Verdict.UNJUDGED and any(each.unsure for each in near)
    return ClaimResult(
        claim=Claim(comment=run[0].comment, index=run[0].number, text=text),
        verdict=judged.verdict,
        target=judged.target,
        why=judged.why,
        figures=judged.figures,
        unsure=unsure,
        near=near[0].defect.slug if near else "",
    )


def _explained(
    results: list[ClaimResult], possible: Mapping[Spot, PossibleFind], judge: Judge
) -> list[ClaimResult]:
    """Say of the first claims that found nothing what they came near to, and by which figures."""
    told = 0
    explained: list[ClaimResult] = []
    for each in results:
        known = possible.get((id(each.claim.comment), each.claim.index))
        costs = each.verdict in {Verdict.NOISE, Verdict.UNJUDGED}
        if not costs or told == MOST_EXPLAINED or known is None:
            explained.append(each)
            continue
        told += 1
        nearest = known.nearest
        words = grounds(nearest.weighed, judge.found, unsure=each.unsure)
        unjudged = each.verdict is Verdict.UNJUDGED
        why = of_miss(nearest, unsure=each.unsure) if unjudged else each.why
        figures = f"nearest is {nearest.defect.slug}, {words}"
        explained.append(replace(each, why=why, figures=figures))
    return explained
