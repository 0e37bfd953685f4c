"""Give every claim of a review its verdict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.matching.assigning import assign
from checker.matching.candidates import Candidate, candidates, prepared
from checker.matching.claims import Sentence, sentences
from checker.matching.evidence import weigh
from checker.matching.exam import Exam
from checker.matching.explaining import grounds
from checker.matching.leftovers import Found, leftovers
from checker.matching.location import tier
from checker.matching.wording import read
from checker.model.result import Claim, ClaimResult, Matching, Tally, Verdict
from checker.model.review import Review

MOST_TOLD = 100  # claims of which it is said what they came near to


def match(review: Review, exam: Exam) -> Matching:
    """Return the verdict on every claim, and how far each defect was found.

    The review's body and what is labelled praise, thought or note are neutral. Where a verdict
    hangs on a hair, ``strict`` and ``lenient`` say what the review comes to either way.
    """
    split = [sentences(comment) for comment in review.comments]
    found = list(candidates(split, exam))
    usual = _judged(split, [each for each in found if each.credit], exam)
    if all(each.ways.strict == each.credit == each.ways.lenient for each in found):
        return usual
    strict = [replace(each, credit=each.ways.strict) for each in found if each.ways.strict]
    lenient = [replace(each, credit=each.ways.lenient) for each in found]
    return replace(
        usual,
        strict=_standing(_judged(split, strict, exam)),
        lenient=_standing(_judged(split, lenient, exam)),
    )


def _judged(split: list[tuple[Sentence, ...]], found: list[Candidate], exam: Exam) -> Matching:
    chosen = assign(found)
    earned = {each.defect.slug: each.credit for each in chosen}
    runs = [Found(run=each.run, slug=each.defect.slug) for each in chosen]
    results = [*map(_result, chosen), *_explained(leftovers(split, runs, found, exam), exam)]
    position = {id(each[0].comment): number for number, each in enumerate(split) if each}
    results.sort(key=lambda each: (position[id(each.claim.comment)], each.claim.index))
    return Matching(
        claims=tuple(results),
        found=tuple((defect.slug, earned.get(defect.slug, 0.0)) for defect, _ in exam.defects),
    )


def _explained(results: list[ClaimResult], exam: Exam) -> Iterator[ClaimResult]:
    """Say of the first claims that found nothing which defect they were nearest to."""
    told = 0
    for each in results:
        if each.verdict is not Verdict.NOISE or told == MOST_TOLD or not exam.defects:
            yield each
            continue
        told += 1
        yield replace(each, why=f"{each.why}{_nearest(each.claim, exam)}")


def _nearest(claim: Claim, exam: Exam) -> str:
    weighed = weigh(read(claim.text), prepared(exam))
    tiers = [tier(claim.comment, places, exam.head) for _, places in exam.defects]
    best = max(range(len(weighed)), key=lambda n: (weighed[n].likeness, -tiers[n], -n))
    if not weighed[best].likeness:
        return ""
    return f"; nearest is {exam.defects[best][0].slug}, {grounds(weighed[best], tiers[best])}"


def _standing(matching: Matching) -> Tally:
    verdicts = tuple(each.verdict for each in matching.claims)
    return Tally(found=matching.found, verdicts=verdicts)


def _result(each: Candidate) -> ClaimResult:
    return ClaimResult(
        claim=Claim(
            comment=each.run[0].comment,
            index=each.run[0].number,
            text=" ".join(sentence.text for sentence in each.run),
        ),
        verdict=Verdict.FOUND if each.credit == 1 else Verdict.PARTIAL,
        target=each.defect.slug,
        why=grounds(each.evidence, each.tier, unresolved=each.ways.strict != each.ways.lenient),
    )
