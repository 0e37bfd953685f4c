"""The next hint: a category and how many of it are unfound, then a file, then a function."""

from __future__ import annotations

from collections.abc import Sequence

from checker.dealing.build import Deal
from checker.grading.grade import match
from checker.model.key import Challenge, Defect
from checker.model.review import Hint, HintStep, Review, Submission
from checker.rules.rule import Severity

NOTHING_LEFT = Hint(step=HintStep.CATEGORY, category="", left=0)


def next_hint(challenge: Challenge, deal: Deal, review: Review) -> Hint:
    """Return the hint that comes next; the review as it is now says what is found.

    Hints go on about one defect as long as it is unfound, the worst first.
    """
    submission = Submission(review=review, tree=deal.dealt.head, head=deal.dealt.head_commit)
    credit = dict(match(challenge, deal, submission).found)
    worst = list(Severity)
    unfound = [each for each in challenge.defects if not credit[each.slug]]
    unfound.sort(key=lambda each: worst.index(each.severity))
    return _next(unfound, deal, review.hints)


def _next(unfound: Sequence[Defect], deal: Deal, taken: Sequence[Hint]) -> Hint:
    if not unfound:
        return NOTHING_LEFT
    if taken and taken[-1].step is not HintStep.FUNCTION:
        last = taken[-1]
        for defect in unfound:
            full = _in_full(defect, deal, unfound)
            goes_on = full.category == last.category and last.path in {"", full.path}
            if goes_on and not _was_given(full, taken):
                return full if last.step is HintStep.FILE else _file_of(full)
    fresh = [each for each in unfound if not _was_given(_in_full(each, deal, unfound), taken)]
    full = _in_full((fresh or unfound)[0], deal, unfound)
    return Hint(step=HintStep.CATEGORY, category=full.category, left=full.left)


def _file_of(full: Hint) -> Hint:
    return Hint(step=HintStep.FILE, category=full.category, left=full.left, path=full.path)


def _was_given(full: Hint, taken: Sequence[Hint]) -> bool:
    """Return whether a defect's function was named before."""
    named = (full.category, full.path, full.scope)
    return any(
        each.step is HintStep.FUNCTION and (each.category, each.path, each.scope) == named
        for each in taken
    )


def _in_full(defect: Defect, deal: Deal, unfound: Sequence[Defect]) -> Hint:
    """Return the last hint about a defect: its category, its file, its function."""
    place = deal.planted.places[defect.slug][0]
    category = defect.rule.category
    return Hint(
        step=HintStep.FUNCTION,
        category=str(category),
        left=sum(each.rule.category is category for each in unfound),
        path=str(place.path),
        scope=place.scope,
    )
