"""Show a scorecard in the requested format."""

from __future__ import annotations

from collections.abc import Sequence

import click

from checker.report import FORMATS, Scorecard
from cli.output import scorecard
from cli.output.rows import TextRow

TEXT = "text"
NAMES = (TEXT, *FORMATS)


def show(
    card: Scorecard, form: str, *, explain: bool = False, first: Sequence[TextRow] = ()
) -> None:
    """Print a scorecard to stdout; ``first`` are rows that text has before the defects."""
    if form == TEXT:
        scorecard.show(card, explain=explain, first=first)
    else:
        click.echo(FORMATS[form](card), nl=False)


def as_file(card: Scorecard, form: str) -> str:
    """Return a scorecard as the content of a file."""
    return scorecard.to_text(card, explain=True) if form == TEXT else FORMATS[form](card)
