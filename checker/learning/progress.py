"""Rounds -> progress: what is found and fixed by kind, strengths and gaps, trends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from checker.learning.intervals import Interval, difference, wilson
from checker.learning.recording import severity_steps
from checker.learning.trends import Trend, trends
from checker.learning.values import DefectRecord, RoundRecord
from checker.rules.rule import Severity

ENOUGH: Final = 5  # with fewer defects of a kind nothing is claimed


class Standing(StrEnum):
    """What the figures say about one kind of defects."""

    STRENGTH = "strength"
    GAP = "gap"
    LEVEL = "as the others"
    TOO_FEW = "too few"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How the defects of one kind went; a question is ``asked`` and not ``found``.

    A kind is a strength if its share of finds is higher than that of all other defects, and the
    whole interval of the difference says so; a gap, if it is lower.
    """

    name: str
    defects: int
    found: int
    asked: int
    fixed: int
    interval: Interval
    standing: Standing

    @property
    def share(self) -> float | None:
        """The share of finds; None where there are too few defects to say."""
        return None if self.standing is Standing.TOO_FEW else self.found / self.defects


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """The severities that were given compared with the key's; ``bias`` above 0 is harsher."""

    given: int
    same: int
    bias: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What a person's rounds say together."""

    rounds: int
    defects: int
    found: int
    fixed: int
    by: tuple[tuple[str, tuple[Tally, ...]], ...]
    calibration: Calibration
    trends: tuple[Trend, ...]

    @property
    def strengths(self) -> tuple[Tally, ...]:
        """The kinds that are found more often than the others, best first."""
        return tuple(
            sorted(self._that(Standing.STRENGTH), key=lambda each: (-(each.share or 0), each.name))
        )

    @property
    def gaps(self) -> tuple[Tally, ...]:
        """The kinds that are found less often than the others, worst first."""
        return tuple(
            sorted(self._that(Standing.GAP), key=lambda each: (each.share or 0, each.name))
        )

    def _that(self, standing: Standing) -> list[Tally]:
        return [each for _, kinds in self.by for each in kinds if each.standing is standing]


KINDS: Final[tuple[tuple[str, Callable[[DefectRecord], str]], ...]] = (
    ("category", lambda each: each.category),
    ("severity", lambda each: str(each.severity)),
    ("places", lambda each: "two places" if each.two_places else "one place"),
    ("lines", lambda each: "old lines" if each.old_lines else "new lines"),
    ("rule", lambda each: each.rule),
)
"""The groupings of defects; the last is by rule."""


def progress(rounds: Sequence[RoundRecord]) -> Progress:
    """Return what the rounds say together."""
    defects = [defect for each in rounds for defect in each.defects]
    return Progress(
        rounds=len(rounds),
        defects=len(defects),
        found=sum(each.found == 1 for each in defects),
        fixed=sum(each.fixed for each in defects),
        by=tuple((name, _tallies(defects, kind)) for name, kind in KINDS),
        calibration=_calibration(defects),
        trends=trends(rounds),
    )


def _tallies(
    defects: Sequence[DefectRecord], kind: Callable[[DefectRecord], str]
) -> tuple[Tally, ...]:
    groups: dict[str, list[DefectRecord]] = defaultdict(list)
    for defect in defects:
        groups[kind(defect)].append(defect)
    worst_first = [str(each) for each in Severity]
    names = sorted(groups, key=lambda n: (worst_first.index(n) if n in worst_first else 0, n))
    return tuple(_tally(name, groups[name], defects) for name in names)


def _tally(name: str, mine: Sequence[DefectRecord], every: Sequence[DefectRecord]) -> Tally:
    found, found_by_all = (sum(each.found == 1 for each in some) for some in (mine, every))
    interval = wilson(found, len(mine))
    return Tally(
        name=name,
        defects=len(mine),
        found=found,
        asked=sum(0 < each.found < 1 for each in mine),
        fixed=sum(each.fixed for each in mine),
        interval=interval,
        standing=_standing(found, len(mine), found_by_all - found, len(every) - len(mine)),
    )


def _standing(found: int, mine: int, others_found: int, others: int) -> Standing:
    if mine < ENOUGH:
        return Standing.TOO_FEW
    if others < ENOUGH:
        return Standing.LEVEL  # there is nothing to compare with
    apart = difference(found, mine, others_found, others)
    if apart.low > 0:
        return Standing.STRENGTH
    return Standing.GAP if apart.high < 0 else Standing.LEVEL


def _calibration(defects: Iterable[DefectRecord]) -> Calibration:
    steps = [step for each in defects if (step := severity_steps(each)) is not None]
    return Calibration(
        given=len(steps),
        same=steps.count(0),
        bias=sum(steps) / len(steps) if steps else 0.0,
    )
