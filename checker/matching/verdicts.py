"""Give every claim of a review its verdict."""

from __future__ import annotations

from checker.matching.assigning import assign
from checker.matching.candidates import FULL, Candidate, candidates
from checker.matching.claims import sentences
from checker.matching.context import MatchContext
from checker.matching.explaining import grounds
from checker.matching.reasons import of_find
from checker.matching.remarks import remarks
from checker.matching.unmatched import unmatched
from checker.matching.weights import Judge
from checker.model.result import Claim, ClaimResult, Matching, Verdict
from checker.model.review import Review


def match(review: Review, context: MatchContext) -> Matching:
    """Return the verdict on every claim, and which defects were found.

    The review's body and what is labelled praise, thought or note are neutral.
    """
    split = [sentences(comment) for comment in review.comments]
    every = [each for order, one in enumerate(split) for each in remarks(one, order)]
    near = list(candidates(every, context))
    chosen = assign(each for each in near if each.credit)
    results = [_result(each, context.judge) for each in chosen]
    results += unmatched(split, chosen, near, context)
    position = {id(each[0].comment): number for number, each in enumerate(split) if each}
    results.sort(key=lambda each: (position[id(each.claim.comment)], each.claim.index))
    earned = {each.defect.slug: each.credit for each in chosen}
    return Matching(
        claims=tuple(results),
        found=tuple((defect.slug, earned.get(defect.slug, 0.0)) for defect, _ in context.defects),
    )


def _result(each: Candidate, judge: Judge) -> ClaimResult:
    full = each.credit == FULL
    sentence = each.at
    return ClaimResult(
        claim=Claim(comment=sentence.comment, index=sentence.number, text=sentence.text),
        verdict=Verdict.FOUND if full else Verdict.ASKED,
        target=each.defect.slug,
        why=of_find(each),
        figures=grounds(each.weighed, judge.found if full else judge.asked, unsure=each.unsure),
        unsure=each.unsure,
    )
