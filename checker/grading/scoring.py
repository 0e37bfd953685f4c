"""Turn results into points; pure functions over one table of constants.

100 points: 50 for the review, 50 for the fix.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from checker.model.result import (
    DefectResult,
    Matching,
    Points,
    Regression,
    Score,
    Tally,
    Verdict,
)
from checker.model.review import Event
from checker.rules.rule import Severity

WEIGHTS: Final[Mapping[Severity, int]] = MappingProxyType(
    {Severity.BLOCKER: 8, Severity.MAJOR: 5, Severity.MINOR: 2, Severity.NIT: 1}
)
HALF: Final = 50.0
FREE_DUPLICATES: Final = 3
NOISE_PER_DEFECT: Final = 2
NOISE_ALLOWED: Final = 5
MOST_REGRESSIONS: Final = 3
REGRESSION_WEIGHT: Final = WEIGHTS[Severity.MAJOR]
CLEAN_STEP: Final = 0.2
CLEAN_REGRESSION: Final = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What the claims of a review came to."""

    found: float
    false_alarms: int
    noise: int
    duplicates: int

    @property
    def against(self) -> float:
        """Claims that lower precision; noise beyond what is allowed counts double."""
        return self.false_alarms + self.noise + max(self.duplicates - FREE_DUPLICATES, 0)


def score(
    defects: Sequence[DefectResult],
    matching: Matching,
    regressions: Sequence[Regression],
    event: Event | None,
    *,
    submitted_fix: bool,
) -> Score:
    """Return the score; ``submitted_fix`` says whether anything was handed in to check."""
    fix = (
        _fix(defects, regressions)
        if defects
        else _clean_fix(regressions, submitted_fix=submitted_fix)
    )
    ways = [_way(defects, standing, event) for standing in matching.standings]
    lowest = min(ways, key=lambda way: way.review.earned)
    highest = max(way.review.earned for way in ways)
    review = lowest.review
    if highest > review.earned:
        names = ", ".join(matching.unresolved) or "a claim"
        reason = f"unresolved: {names}; up to {highest:.1f} points in the candidate's favour"
        review = replace(review, reasons=(*review.reasons, reason))
    return Score(
        low=round(review.earned + fix.earned, 1),
        high=round(highest + fix.earned, 1),
        review=review,
        fix=fix,
        precision=lowest.precision,
        recall=lowest.recall,
    )


def count(standing: Tally) -> Counts:
    """Return how many claims found something, and how many did not."""
    verdicts = standing.verdicts
    return Counts(
        found=sum(credit for _, credit in standing.found),
        false_alarms=verdicts.count(Verdict.FALSE_ALARM),
        noise=verdicts.count(Verdict.NOISE),
        duplicates=verdicts.count(Verdict.DUPLICATE),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    review: Points
    precision: float
    recall: float


def _way(defects: Sequence[DefectResult], standing: Tally, event: Event | None) -> _Way:
    """Return what a review earns with these verdicts."""
    counts = count(standing)
    precision = _precision(counts, len(defects))
    recall = _share(defects, dict(standing.found))
    if defects:
        review = _review(defects, counts, precision, recall, event)
    else:
        review = _clean_review(counts, event)
    return _Way(review=review, precision=precision, recall=recall)


def _precision(counts: Counts, defects: int) -> float:
    """Return found / (found + false alarms + noise) over claims; 0/0 is 0."""
    allowed = NOISE_PER_DEFECT * defects + NOISE_ALLOWED
    against = counts.against + max(counts.noise - allowed, 0)
    return counts.found / (counts.found + against) if counts.found else 0.0


def _share(defects: Sequence[DefectResult], credits_: Mapping[str, float]) -> float:
    total = sum(WEIGHTS[result.defect.severity] for result in defects)
    earned = sum(
        WEIGHTS[result.defect.severity] * credits_[result.defect.slug] for result in defects
    )
    return earned / total if total else 0.0


def _review(
    defects: Sequence[DefectResult],
    counts: Counts,
    precision: float,
    recall: float,
    event: Event | None,
) -> Points:
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    alarms = "1 false alarm" if counts.false_alarms == 1 else f"{counts.false_alarms} false alarms"
    against = f"{alarms}, {counts.noise} noise"
    reasons = [
        f"found {counts.found:g} of {len(defects)} defects: {recall:.0%} of their weight (recall)",
        f"{counts.found:g} found, {against}: {precision:.0%} of the claims (precision)",
        f"{HALF:g} x F1 of the two ({f1:.2f})",
    ]
    earned = HALF * f1
    unfixed = [r for r in defects if r.defect.severity is Severity.BLOCKER and not r.fixed]
    if event is Event.APPROVE and unfixed:
        earned /= 2
        reasons.append(f"halved: approved with an unfixed blocker ({unfixed[0].defect.slug})")
    return Points(earned=round(earned, 1), possible=HALF, reasons=tuple(reasons))


def _fix(defects: Sequence[DefectResult], regressions: Sequence[Regression]) -> Points:
    total = sum(WEIGHTS[result.defect.severity] for result in defects)
    share = _share(defects, {result.defect.slug: float(result.fixed) for result in defects})
    fixed = sum(result.fixed for result in defects)
    reasons = [f"fixed {fixed} of {len(defects)} defects: {share:.0%} of their weight"]
    counted = regressions[:MOST_REGRESSIONS]
    lost = HALF * REGRESSION_WEIGHT * len(counted) / total
    if counted:
        names = ", ".join(each.target for each in counted)
        many = "a regression" if len(counted) == 1 else f"{len(counted)} regressions"
        reasons.append(f"minus {lost:.1f} for {many}: {names}")
    return Points(
        earned=round(max(HALF * share - lost, 0.0), 1), possible=HALF, reasons=tuple(reasons)
    )


def _clean_review(counts: Counts, event: Event | None) -> Points:
    """Score a review of a pull request without defects: approving it is right."""
    if event is None:
        return Points(earned=0.0, possible=HALF, reasons=("no verdict was given",))
    wrong = counts.noise + counts.false_alarms
    earned = HALF * max(0.0, 1 - CLEAN_STEP * wrong)
    reasons = [f"no defects: {CLEAN_STEP:.0%} less for each of {wrong} wrong claims"]
    if event is Event.REQUEST_CHANGES:
        earned /= 2
        reasons.append("halved: changes were requested where none are needed")
    return Points(earned=round(earned, 1), possible=HALF, reasons=tuple(reasons))


def _clean_fix(regressions: Sequence[Regression], *, submitted_fix: bool) -> Points:
    if not submitted_fix:
        return Points(earned=0.0, possible=HALF, reasons=("nothing was handed in",))
    lost = CLEAN_REGRESSION * len(regressions[:MOST_REGRESSIONS])
    reason = f"nothing to fix; {len(regressions)} regressions"
    return Points(earned=max(HALF - lost, 0.0), possible=HALF, reasons=(reason,))


def explain() -> str:
    """Return how a score comes about, from the constants that make it."""
    weights = ", ".join(f"{severity} {weight}" for severity, weight in WEIGHTS.items())
    return f"""\
A score has {2 * HALF:g} points: {HALF:g} for the review and {HALF:g} for the fix.
Each defect weighs by its severity: {weights}.

Review: {HALF:g} x F1 of recall and precision.
  Recall is the share of the defects' weight that was found; a partial find, or a question on a
  defect, counts half.
  Precision is found / (found + false alarms + noise), over claims: one or two sentences each.
  A false alarm calls right code a fault; noise is an assertion that fits no defect.
  Neutral: the first {FREE_DUPLICATES} duplicates, true remarks that are no defects of the key, what
  the repository's own linters report, questions, praise, thoughts, notes, and the review's body.
  Noise beyond {NOISE_PER_DEFECT} claims a defect and {NOISE_ALLOWED} more counts double.
  Approving a pull request with an unfixed blocker halves the review.
  The severity that a reviewer gives is reported and never scored.

Fix: {HALF:g} x the share of the defects' weight that is fixed: all checks of a defect pass.
  Each regression costs as much as a {Severity.MAJOR} defect. At most {MOST_REGRESSIONS} are
  counted, one for each function that broke; the fix never goes below 0.

A pull request without defects: {HALF:g} for a verdict, {CLEAN_STEP:.0%} less for each wrong claim,
halved if changes are requested; {HALF:g} for leaving the code whole.
There is no pass mark unless --fail-under sets one; it looks at the lower end of the score.
"""
