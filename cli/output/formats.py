"""Show a report in the requested format."""

from __future__ import annotations

import click

from checker.report import FORMATS, Scorecard, candidate
from checker.report.candidate import CandidateReport
from cli.output import candidate_report, scorecard

TEXT = "text"
NAMES = (TEXT, *FORMATS)


def show(card: Scorecard | CandidateReport, form: str, *, explain: bool = False) -> None:
    """Print a report to stdout."""
    if form != TEXT:
        click.echo(as_file(card, form), nl=False)
    elif isinstance(card, CandidateReport):
        candidate_report.show(card)
    else:
        scorecard.show(card, explain=explain)


def as_file(card: Scorecard | CandidateReport, form: str) -> str:
    """Return a report as the content of a file."""
    if isinstance(card, CandidateReport):
        return candidate_report.to_text(card) if form == TEXT else candidate.FORMATS[form](card)
    return scorecard.to_text(card, explain=True) if form == TEXT else FORMATS[form](card)
