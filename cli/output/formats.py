"""Show a scorecard in the form that was asked for."""

from __future__ import annotations

import click

from checker.report import FORMATS, Scorecard
from cli.output import scorecard

TEXT = "text"
NAMES = (TEXT, *FORMATS)


def show(card: Scorecard, form: str, *, explain: bool = False) -> None:
    """Print a scorecard to stdout."""
    if form == TEXT:
        scorecard.show(card, explain=explain)
    else:
        click.echo(FORMATS[form](card), nl=False)


def as_file(card: Scorecard, form: str) -> str:
    """Return a scorecard as a file holds it."""
    return scorecard.to_text(card, explain=True) if form == TEXT else FORMATS[form](card)
