"""``messypr report``."""

from __future__ import annotations

from pathlib import Path

import click

from checker import report, rounds
from cli import showing
from cli.lazy import examples


@click.command(
    epilog=examples("messypr report --explain", "messypr report --output-format markdown")
)
@click.option("--explain", is_flag=True, help="Say of each comment what it was taken for and why.")
@click.option(
    "--output-format",
    type=click.Choice(showing.NAMES),
    default="text",
    show_default=True,
    help="How to print it.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --output-format json.")
def command(output_format: str, *, explain: bool, as_json: bool) -> None:
    """Show the report of the round again.

    Works once the round is handed in. The lines are those of the pull request as it was dealt.
    """
    kept = rounds.read_report(rounds.find(Path.cwd()))
    showing.show(report.parse(kept), "json" if as_json else output_format, explain=explain)
