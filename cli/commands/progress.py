"""``messypr progress``."""

from __future__ import annotations

from pathlib import Path

import click

from checker.learning import as_html
from checker.learning.progress import progress
from cli.lazy import examples
from cli.output import learning
from cli.output.html_report import write
from cli.output.say import print_json, print_note, print_result
from cli.steps import history


@click.command(epilog=examples("messypr progress", "messypr progress --html progress.html"))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write it as one HTML file with plots.",
)
def command(*, as_json: bool, html: Path | None) -> None:
    """Show strengths, gaps and trends.

    It counts the rounds of `messypr history`. A kind of defects is a strength or a gap only when
    the whole 95 % interval of its difference to all others lies above or below 0, and never with
    fewer than five defects. The page of a round shows the same at /progress.
    """
    records = history.load()
    if html is not None:
        print_note(f"wrote {write(html, as_html.dump(records))}")
    elif as_json:
        print_json("progress", learning.progress_fields(progress(records)))
    elif records:
        print_result(learning.summary(progress(records)))
    else:
        print_note(learning.NOTHING_YET)
