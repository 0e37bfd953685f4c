"""What the points of a review are computed from, and what they come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checker.model.result import Points, Verdict
from checker.model.review import Event, Hint
from checker.rules.rule import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredDefect:
    """What the points need of a defect."""

    slug: str
    rule: str
    severity: Severity
    fixed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredClaims:
    """What the points need of a review.

    ``verdicts`` are the verdict on each claim and whether it is unsure, ``credits`` what each
    defect's find is worth.
    """

    verdicts: tuple[tuple[Verdict, bool], ...]
    credits: Mapping[str, float]
    event: Event | None
    hints: tuple[Hint, ...] = ()

    @property
    def unsure(self) -> int:
        """How many verdicts the evidence does not carry."""
        return sum(unsure for _, unsure in self.verdicts)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewScore:
    """The points of a review, with the two shares that they are made of."""

    points: Points
    precision: float
    recall: float
