"""The report for a candidate in the terminal: points, categories, and the candidate's comments."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from io import StringIO

from rich.console import Console

from checker.report.candidate import CandidateReport, phrasing
from checker.report.phrasing import one_line
from cli.output.rows import TextRow, lay_out, plain, title
from cli.output.scorecard import MAX_WIDTH, PLAIN_WIDTH


def show(report: CandidateReport) -> None:
    """Print the report to stdout, in colour if stdout is a terminal that shows colours."""
    console = Console(file=sys.stdout, highlight=False, emoji=False, markup=False)
    _print(report, console, min(console.width, MAX_WIDTH))


def to_text(report: CandidateReport) -> str:
    """Return the report as plain text of 80 columns."""
    written = StringIO()
    console = Console(file=written, no_color=True, force_terminal=False, width=PLAIN_WIDTH)
    _print(report, console, PLAIN_WIDTH)
    return written.getvalue()


def _print(report: CandidateReport, console: Console, width: int) -> None:
    for line in lay_out(_rows(report), width):
        console.print(line, soft_wrap=True, highlight=False, emoji=False)


def _rows(report: CandidateReport) -> Iterator[TextRow]:
    yield plain("   ".join((phrasing.total(report), *phrasing.halves(report))))
    yield plain(phrasing.graded(report))
    broken = phrasing.regressions(report)
    ignored = (f"{each.path}: {each.reason}" for each in report.ignored)
    yield from _section("categories", map(phrasing.category, report.categories))
    yield from _section("your comments", map(phrasing.comment, report.comments))
    yield from _section("broken by the commits", [broken] if broken else [])
    yield from _section("not graded", ignored)
    yield from _section("attempts", map(phrasing.attempt, report.attempts))
    yield from _section("graded with", phrasing.circumstances(report))
    yield plain("")
    yield plain(phrasing.HIDDEN)


def _section(name: str, lines: Iterable[str]) -> Iterator[TextRow]:
    given = list(lines)
    if given:
        yield plain("")
        yield title(name)
        yield from (plain(one_line(line)) for line in given)
