"""Figures over rounds: values, sparklines for a terminal, and points for a plot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from checker.learning.values import RoundRecord

MINUTE_SECONDS: Final = 60
SPARKS: Final = "▁▂▃▄▅▆▇█"
ASCII_SPARKS: Final = "_.-=+*%#"
MISSING: Final = " "


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """One figure over rounds, oldest first; None where a round has none.

    ``top`` is the largest value that there can be, None where there is no such value.
    """

    name: str
    unit: str
    values: tuple[float | None, ...]
    top: float | None

    @property
    def last(self) -> float | None:
        """The figure of the last round that has one."""
        return next((value for value in reversed(self.values) if value is not None), None)

    @property
    def ceiling(self) -> float:
        """The top of a plot."""
        return self.top or max((v for v in self.values if v is not None), default=0.0) or 1.0


def trends(rounds: Sequence[RoundRecord]) -> tuple[Trend, ...]:
    """Return the figures of rounds, in the order in which they are shown."""

    def trend(name: str, unit: str, values: list[float | None], top: float | None = None) -> Trend:
        return Trend(name=name, unit=unit, values=tuple(values), top=top)

    return (
        trend("score", "of 100", [each.score for each in rounds], 100.0),
        trend("found", "%", [_share(each.found, each) for each in rounds], 100.0),
        trend("fixed", "%", [_share(each.fixed, each) for each in rounds], 100.0),
        trend("precision", "%", [100 * each.precision for each in rounds], 100.0),
        trend("false alarms", "", [float(each.false_alarms) for each in rounds]),
        trend("first blocker", "min", [_minutes(each.first_blocker_second) for each in rounds]),
    )


def _share(number: float, record: RoundRecord) -> float | None:
    return 100 * number / len(record.defects) if record.defects else None


def _minutes(seconds: int | None) -> float | None:
    return None if seconds is None else seconds / MINUTE_SECONDS


def sparkline(trend: Trend, longest: int, *, ascii_only: bool = False) -> str:
    """Return the last values as characters of rising height, a blank for a missing value."""
    signs = ASCII_SPARKS if ascii_only else SPARKS
    return "".join(
        MISSING if value is None else signs[_height(value, trend.ceiling, len(signs))]
        for value in trend.values[-longest:]
    )


def _height(value: float, ceiling: float, steps: int) -> int:
    return min(int(max(value, 0.0) / ceiling * steps), steps - 1)


def points(trend: Trend, width: float, height: float) -> tuple[tuple[float, float], ...]:
    """Return where the values stand in a plot of this size, the origin above left."""
    step = width / max(len(trend.values) - 1, 1)
    return tuple(
        (round(number * step, 1), round(height * (1 - value / trend.ceiling), 1))
        for number, value in enumerate(trend.values)
        if value is not None
    )
