"""Progress -> HTML: one page with plots, for a file or for the review page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from checker.learning import intervals
from checker.learning.progress import ENOUGH, progress
from checker.learning.trends import Trend, points
from checker.learning.values import RoundRecord
from checker.markup import render, style_sheet

WIDTH, HEIGHT = 360.0, 90.0
SHOWN_ROUNDS = 200  # older ones are in the history


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """One trend as a drawing; a line joins two points if no round between them lacks a value."""

    trend: Trend
    points: tuple[tuple[float, float], ...]
    lines: tuple[tuple[tuple[float, float], tuple[float, float]], ...]


def dump(rounds: Sequence[RoundRecord], *, alone: bool = True) -> str:
    """Return the page; ``alone`` includes the style sheet, so that it needs no other file."""
    return render(
        "progress.html",
        style=Markup(style_sheet()) if alone else None,  # noqa: S704  our own
        progress=progress(rounds),
        rounds=tuple(reversed(rounds))[:SHOWN_ROUNDS],
        plots=tuple(map(_plot, progress(rounds[-SHOWN_ROUNDS:]).trends)),
        width=WIDTH,
        height=HEIGHT,
        enough=ENOUGH,
        level=round(100 * intervals.LEVEL),
    )


def _plot(trend: Trend) -> Plot:
    placed = points(trend, WIDTH, HEIGHT)
    step = WIDTH / max(len(trend.values) - 1, 1)
    near = [(a, b) for a, b in pairwise(placed) if b[0] - a[0] < 1.5 * step]
    return Plot(trend=trend, points=placed, lines=tuple(near))
