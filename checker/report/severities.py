"""The severities that a reviewer gave compared with those of the key: reported, never scored."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model.result import Verdict
from checker.report.scorecard import DefectLine, Scorecard
from checker.rules.rule import Severity

SCALE = tuple(reversed(Severity))  # mildest first


def describe(card: Scorecard) -> Iterator[str]:
    """Return how far the severities differ, in which direction, and when blockers were found."""
    steps = _steps(card)
    if steps:
        same = sum(step == 0 for step in steps)
        apart = sum(map(abs, steps)) / len(steps)
        bias = sum(steps) / len(steps)
        way = "harsher than" if bias > 0 else "milder than" if bias < 0 else "level with"
        yield (
            f"{same} of {len(steps)} as in the key, {apart:.1f} steps apart on average, "
            f"{way} it ({bias:+.1f})"
        )
    order = [each.severity for each in _found_in_order(card)]
    blockers = order.count(Severity.BLOCKER)
    if blockers:
        first = order[:blockers].count(Severity.BLOCKER)
        yield f"{first} of the {blockers} blockers found were commented on before all other finds"


def _steps(card: Scorecard) -> list[int]:
    """Return, for each find with a severity, how many steps it is above the key's."""
    given: dict[str, Severity] = {}
    for claim in card.claims:
        if claim.severity is not None:
            given.setdefault(claim.comment, claim.severity)
    return [
        SCALE.index(given[defect.comment]) - SCALE.index(defect.severity)
        for defect in card.defects
        if defect.found and defect.comment in given
    ]


def _found_in_order(card: Scorecard) -> Iterator[DefectLine]:
    """Return the found defects in the order of the comments that found them."""
    key = {defect.slug: defect for defect in card.defects if defect.found}
    for claim in card.taken_for(Verdict.FOUND, Verdict.ASKED):
        if claim.target in key:
            yield key.pop(claim.target)
