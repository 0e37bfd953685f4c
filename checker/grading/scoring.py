"""Turn results into points; pure functions over one table of constants.

100 points: 50 for the review, 50 for the fix.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from checker.grading.scored import ReviewScore, ScoredClaims, ScoredDefect
from checker.model.result import (
    DefectResult,
    Matching,
    Points,
    Regression,
    Score,
    Verdict,
)
from checker.model.review import Event, Hint, HintStep
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
UNJUDGED_ALLOWED: Final = 5
BEYOND: Final = 3  # what an unjudged claim beyond the allowance counts, or robots live on it
CLEAN_STEP: Final = 0.2
HINT_SHARES: Final[Mapping[HintStep, float]] = MappingProxyType(
    {HintStep.CATEGORY: 0.1, HintStep.FILE: 0.2, HintStep.FUNCTION: 0.3}
)
CLEAN_REGRESSION: Final = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What the claims of a review came to."""

    found: int
    asked: int
    false_alarms: int
    noise: int
    duplicates: int
    unjudged: int

    @property
    def earned(self) -> float:
        """Finds, a question on a defect counting half."""
        return self.found + self.asked / 2

    @property
    def beyond(self) -> int:
        """Unjudged claims beyond what is free: as many as the finds, at least five."""
        return max(self.unjudged - max(self.found + self.asked, UNJUDGED_ALLOWED), 0)

    @property
    def against(self) -> float:
        """Claims that lower precision."""
        duplicates = max(self.duplicates - FREE_DUPLICATES, 0)
        return self.false_alarms + self.noise + BEYOND * self.beyond + duplicates


def score(
    defects: Sequence[DefectResult],
    matching: Matching,
    regressions: Sequence[Regression],
    event: Event | None,
    *,
    submitted_fix: bool,
    hints: Sequence[Hint] = (),
) -> Score:
    """Return the score; ``submitted_fix`` says whether anything was handed in to check."""
    scored = tuple(
        ScoredDefect(
            slug=each.defect.slug,
            rule=each.defect.rule.name,
            severity=each.defect.severity,
            fixed=each.fixed,
        )
        for each in defects
    )
    fix = (
        _fix(scored, regressions)
        if scored
        else _clean_fix(regressions, submitted_fix=submitted_fix)
    )
    claims = ScoredClaims(
        verdicts=_verdicts(matching),
        credits=dict(matching.found),
        event=event,
        hints=tuple(hints),
    )
    review = score_review(scored, claims)
    return Score(
        total=round(review.points.earned + fix.earned, 1),
        review=review.points,
        fix=fix,
        precision=review.precision,
        recall=review.recall,
    )


def score_review(defects: Sequence[ScoredDefect], claims: ScoredClaims) -> ReviewScore:
    """Return the points of a review, which need nothing of its texts."""
    counts = _count(claims.verdicts, claims.credits)
    precision = _precision(counts, len(defects))
    recall = _share(defects, claims.credits)
    if defects:
        points = _review(defects, counts, precision, recall, claims.event)
    else:
        points = _clean_review(counts, claims.event)
    if claims.unsure:
        reason = f"{claims.unsure} of {len(claims.verdicts)} verdicts are unsure: none costs"
        points = replace(points, reasons=(*points.reasons, reason))
    points = _without_hints(points, claims.hints, len(defects))
    return ReviewScore(points=points, precision=precision, recall=recall)


def _without_hints(review: Points, hints: Sequence[Hint], defects: int) -> Points:
    """Return the points of a review less the price of its hints; it never goes below 0."""
    if not hints:
        return review
    share = sum(HINT_SHARES[each.step] for each in hints)
    one = HALF / defects if defects else HALF * CLEAN_STEP
    taken = "a hint" if len(hints) == 1 else f"{len(hints)} hints"
    lost = min(one * share, review.earned)
    reason = f"minus {lost:.1f} for {taken}: {share:.0%} of one defect's weight, on average"
    return replace(review, earned=round(review.earned - lost, 1), reasons=(*review.reasons, reason))


def count(matching: Matching) -> Counts:
    """Return how many claims found something, and how many did not.

    An unjudged claim that the judge is unsure of is not counted.
    """
    return _count(_verdicts(matching), dict(matching.found))


def _verdicts(matching: Matching) -> tuple[tuple[Verdict, bool], ...]:
    return tuple((each.verdict, each.unsure) for each in matching.claims)


def _count(judged: Iterable[tuple[Verdict, bool]], credits_: Mapping[str, float]) -> Counts:
    given = tuple(judged)
    verdicts = [verdict for verdict, _ in given]
    return Counts(
        found=sum(credit == 1 for credit in credits_.values()),
        asked=sum(0 < credit < 1 for credit in credits_.values()),
        false_alarms=verdicts.count(Verdict.FALSE_ALARM),
        noise=verdicts.count(Verdict.NOISE),
        duplicates=verdicts.count(Verdict.DUPLICATE),
        unjudged=given.count((Verdict.UNJUDGED, False)),
    )


def _precision(counts: Counts, defects: int) -> float:
    """Return found / (found + false alarms + noise) over claims; 0/0 is 0."""
    allowed = NOISE_PER_DEFECT * defects + NOISE_ALLOWED
    against = counts.against + max(counts.noise - allowed, 0)
    return counts.earned / (counts.earned + against) if counts.earned else 0.0


def _share(defects: Sequence[ScoredDefect], credits_: Mapping[str, float]) -> float:
    total = sum(WEIGHTS[result.severity] for result in defects)
    earned = sum(WEIGHTS[result.severity] * credits_[result.slug] for result in defects)
    return earned / total if total else 0.0


def _review(
    defects: Sequence[ScoredDefect],
    counts: Counts,
    precision: float,
    recall: float,
    event: Event | None,
) -> Points:
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    alarms = "1 false alarm" if counts.false_alarms == 1 else f"{counts.false_alarms} false alarms"
    noise = f"{counts.noise + counts.beyond} noise"
    reasons = [
        f"found {_told(counts)} of {len(defects)} defects: {recall:.0%} of their weight (recall)",
        f"{_told(counts)} found, {alarms}, {noise}: {precision:.0%} of the claims (precision)",
        f"{HALF:g} x F1 of the two ({f1:.2f})",
    ]
    if counts.unjudged:
        reasons.append(_unjudged(counts))
    earned = HALF * f1
    unfixed = [r for r in defects if r.severity is Severity.BLOCKER and not r.fixed]
    if event is Event.APPROVE and unfixed:
        earned /= 2
        # The first by name: a report has its defects in another order, and must say the same.
        first = min(each.rule for each in unfixed)
        reasons.append(f"halved: approved with an unfixed blocker ({first})")
    return Points(earned=round(earned, 1), possible=HALF, reasons=tuple(reasons))


def _told(counts: Counts) -> str:
    return f"{counts.found} and asked about {counts.asked}" if counts.asked else f"{counts.found}"


def _unjudged(counts: Counts) -> str:
    free = counts.unjudged - counts.beyond
    claims = "1 claim" if free == 1 else f"{free} claims"
    count = "counts" if counts.beyond == 1 else "count"
    beyond = (
        f", {counts.beyond} beyond what is free {count} {BEYOND} times as noise"
        if counts.beyond
        else ""
    )
    return f"{claims} could not be judged and cost nothing{beyond}"


def _fix(defects: Sequence[ScoredDefect], regressions: Sequence[Regression]) -> Points:
    total = sum(WEIGHTS[result.severity] for result in defects)
    share = _share(defects, {result.slug: float(result.fixed) for result in defects})
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
    wrong = counts.noise + counts.false_alarms + counts.unjudged
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
    hints = ", ".join(f"{step} {share:.0%}" for step, share in HINT_SHARES.items())
    return f"""\
A score has {2 * HALF:g} points: {HALF:g} for the review and {HALF:g} for the fix.
Each defect weighs by its severity: {weights}.

Review: {HALF:g} x F1 of recall and precision.
  Recall is the share of the defects' weight that was found. A defect is found or it is not; a bare
  question on the right spot is asked, and worth half. Nothing else is half.
  Precision is found / (found + false alarms + noise), over claims: one or two sentences each.
  A false alarm calls right code a fault. Noise is what is vague, copied, or a row of words, says
  the opposite of what is so, or comes beyond what is free.
  A claim that fits nothing known is unjudged: as many as the finds are free, and at least
  {UNJUDGED_ALLOWED}; each beyond them counts {BEYOND} times. Questions are claims as well.
  Neutral: the first {FREE_DUPLICATES} duplicates, true remarks that are no defects of the key, what
  the repository's own linters report, praise, thoughts, notes, and the review's body.
  Where the evidence does not carry a verdict it is unsure, and never costs anything.
  Noise beyond {NOISE_PER_DEFECT} claims a defect and {NOISE_ALLOWED} more counts double.
  Approving a pull request with an unfixed blocker halves the review.
  The severity that a reviewer gives is reported and never scored.
  A hint costs a share of one defect's weight, which is the average of the deal's:
  {hints}. Without defects it is that share of what a wrong claim costs.

Fix: {HALF:g} x the share of the defects' weight that is fixed: all checks of a defect pass.
  Each regression costs as much as a {Severity.MAJOR} defect. At most {MOST_REGRESSIONS} are
  counted, one for each function that broke; the fix never goes below 0.

A pull request without defects: {HALF:g} for a verdict, {CLEAN_STEP:.0%} less for each wrong claim,
halved if changes are requested; {HALF:g} for leaving the code whole.
There is no pass mark unless --fail-under sets one; it looks at the score.
"""
