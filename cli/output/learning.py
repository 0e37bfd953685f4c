"""The history and the progress as text of 80 columns, and as fields for programs."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from checker.learning import trends
from checker.learning.intervals import LEVEL
from checker.learning.progress import ENOUGH, Progress, Standing, Tally
from checker.learning.trends import SPARKS, Trend
from checker.learning.values import RoundRecord
from checker.model.times import as_text
from cli.output.say import counted

NOTHING_YET = (
    "no round is in the history yet: a practice round gets there when `messypr submit` grades it"
)
MINUTE_SECONDS = 60
LONGEST = 40  # rounds in a sparkline
SHOWN = ("category", "severity", "places", "lines")


def table(records: Sequence[RoundRecord]) -> str:
    """Return a line a round, the last one last."""
    width = max(len("pack"), *(len(each.pack) for each in records))
    header = f"{'started':16}  {'pack':{width}}  {'seed':>6} score review  fix found fixed  of min"
    return "\n".join([header, *(_line(each, width) for each in records)])


def _line(record: RoundRecord, width: int) -> str:
    late = "  late" if record.used_seconds > record.limit_seconds else ""
    return (
        f"{record.started_at.astimezone():%Y-%m-%d %H:%M}"
        f"  {record.pack.replace('_', '-'):{width}}"
        f"  {record.seed:6} {record.score:5.1f}  {record.review:5.1f} {record.fix:4.1f}"
        f" {record.found:5g} {record.fixed:5} {len(record.defects):3}"
        f" {record.used_seconds // MINUTE_SECONDS:3}{late}"
    )


def round_fields(record: RoundRecord) -> dict[str, Any]:
    """Return a round for a program."""
    return {
        **asdict(record),
        "started_at": as_text(record.started_at),
        "ended_at": as_text(record.ended_at),
        "used_seconds": record.used_seconds,
        "first_blocker_second": record.first_blocker_second,
    }


def progress_fields(progress: Progress) -> dict[str, Any]:
    """Return progress for a program; ``share`` is null where there are too few defects to say."""
    return {
        "rounds": progress.rounds,
        "defects": progress.defects,
        "found": progress.found,
        "fixed": progress.fixed,
        "interval": {"share": "Wilson", "difference": "Newcombe", "level": LEVEL},
        "fewest_defects": ENOUGH,
        "by": {name: [*map(_tally_fields, kinds)] for name, kinds in progress.by},
        "strengths": [each.name for each in progress.strengths],
        "gaps": [each.name for each in progress.gaps],
        "severities": asdict(progress.calibration),
        "trends": [asdict(each) for each in progress.trends],
    }


def _tally_fields(tally: Tally) -> dict[str, Any]:
    return {**asdict(tally), "standing": str(tally.standing), "share": tally.share}


def summary(progress: Progress) -> str:
    """Return progress as text: trends, then kinds, then strengths and gaps."""
    return "\n".join(_summary(progress))


def _summary(progress: Progress) -> Iterator[str]:
    every = f"{counted(progress.rounds, 'round')}, {counted(progress.defects, 'defect')}"
    yield f"{every}: {progress.found} found, {progress.fixed} fixed"
    yield ""
    yield "over the rounds, the last on the right"
    yield from map(_trend, progress.trends)
    for name, kinds in progress.by:
        if name in SHOWN:
            yield ""
            yield f"{f'by {name}':22}found asked fixed   of  share  {LEVEL:.0%} interval"
            yield from map(_tally, kinds)
    yield ""
    yield from _claims("strengths", progress.strengths)
    yield from _claims("gaps", progress.gaps)
    few = sum(each.standing is Standing.TOO_FEW for _, kinds in progress.by for each in kinds)
    if few:
        yield f"too few to say, under {ENOUGH} defects: {counted(few, 'kind')}, rules among them"
    given = progress.calibration
    if given.given:
        way = "harsher" if given.bias > 0 else "milder"
        yield (
            f"severities: {given.same} of {given.given} as in the key"
            + (f", {abs(given.bias):.1f} steps {way} on average" if given.bias else "")
        )


def _trend(trend: Trend) -> str:
    line = trends.sparkline(trend, LONGEST, ascii_only=not _draws())
    last = "none yet" if trend.last is None else f"{trend.last:.4g} {trend.unit}".rstrip()
    return f"  {trend.name:14} {line}  {last}"


def _draws() -> bool:
    """Return whether stdout can show the signs of a sparkline."""
    try:
        SPARKS.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _tally(tally: Tally) -> str:
    figures = f"{tally.found:5} {tally.asked:5} {tally.fixed:5} {tally.defects:4}"
    if tally.share is None:
        return f"  {tally.name:20}{figures}  too few to say"
    low, high = tally.interval.low, tally.interval.high
    said = "" if tally.standing is Standing.LEVEL else f"  {tally.standing}"
    return f"  {tally.name:20}{figures}  {tally.share:5.0%}  {low:.0%} to {high:.0%}{said}"


def _claims(name: str, kinds: Sequence[Tally]) -> Iterator[str]:
    said = ", ".join(f"{each.name} ({each.found} of {each.defects})" for each in kinds)
    yield f"{name}: {said or 'no kind differs clearly from the others yet'}"
