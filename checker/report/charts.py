"""The positions of the shapes in the charts; the template draws them as SVG."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.report.scorecard import DefectLine, Scorecard
from checker.report.story import RoundStory, TimelineEvent, TimelineEventKind

WIDTH = 1_000
MARGIN = 20
MINUTE_SECONDS = 60
MAX_TICKS = 12
TICK_MINUTES = (1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1440, 10_080, 100_800)
ROWS = {
    TimelineEventKind.COMMENT: 30,
    TimelineEventKind.COMMIT: 58,
    TimelineEventKind.CHECKS: 86,
    TimelineEventKind.OPENED: 114,
    TimelineEventKind.SUBMIT: 114,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """How many of some defects were found and fixed."""

    name: str
    found: float
    fixed: int
    planted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """An event on the timeline."""

    x: float
    y: int
    happening: TimelineEvent
    at: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A round from its start to its end, in a drawing ``WIDTH`` units wide."""

    marks: tuple[Mark, ...]
    ticks: tuple[tuple[float, str], ...]
    limit: float


def by_severity(card: Scorecard) -> tuple[Bar, ...]:
    """Return a bar for each severity, worst first."""
    return _bars((str(defect.severity), defect) for defect in card.defects)


def by_category(card: Scorecard) -> tuple[Bar, ...]:
    """Return a bar for each category, ordered by name."""
    named = ((str(defect.category), defect) for defect in card.defects)
    return _bars(sorted(named, key=lambda pair: pair[0]))


def timeline(story: RoundStory, kinds: dict[str, str]) -> Timeline:
    """Return the timeline; ``kinds`` gives the verdict on each comment by its id."""
    last = max((each.second for each in story.happenings), default=0)
    whole = max(story.minutes * MINUTE_SECONDS, last, MINUTE_SECONDS)
    step = next(
        (s for s in TICK_MINUTES if whole / MINUTE_SECONDS / s <= MAX_TICKS), TICK_MINUTES[-1]
    )
    ticks = range(0, whole // MINUTE_SECONDS + 1, step)
    return Timeline(
        marks=tuple(
            Mark(
                x=_place(each.second, whole),
                y=ROWS[each.deed],
                happening=each,
                at=f"{each.second // MINUTE_SECONDS}:{each.second % MINUTE_SECONDS:02d}",
                kind=kinds.get(each.about, "neutral"),
            )
            for each in story.happenings
        ),
        ticks=tuple((_place(tick * MINUTE_SECONDS, whole), str(tick)) for tick in ticks),
        limit=_place(story.minutes * MINUTE_SECONDS, whole),
    )


def _place(second: int, whole: int) -> float:
    return round(MARGIN + (WIDTH - 2 * MARGIN) * second / whole, 1)


def _bars(
    named: Iterator[tuple[str, DefectLine]] | list[tuple[str, DefectLine]],
) -> tuple[Bar, ...]:
    groups: dict[str, list[DefectLine]] = {}
    for name, defect in named:
        groups.setdefault(name, []).append(defect)
    return tuple(
        Bar(
            name=name,
            found=sum(each.found for each in group),
            fixed=sum(each.fixed for each in group),
            planted=len(group),
        )
        for name, group in groups.items()
    )
