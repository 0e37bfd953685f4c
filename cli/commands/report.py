"""``messypr report``."""

from __future__ import annotations

from pathlib import Path

import click

from checker import report, rounds
from cli.lazy import examples
from cli.output import formats
from cli.output.html_report import page, write
from cli.output.say import print_note


@click.command(epilog=examples("messypr report --explain", "messypr report --html scorecard.html"))
@click.option("--explain", is_flag=True, help="Explain the verdict on each comment.")
@click.option(
    "--output-format",
    type=click.Choice(formats.NAMES),
    default="text",
    show_default=True,
    help="The output format.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --output-format json.")
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write it as one HTML file with the diff and charts.",
)
def command(output_format: str, *, explain: bool, as_json: bool, html: Path | None) -> None:
    """Show the report of the round again.

    It exists once the round is handed in. Line numbers are those of the pull request as it was
    dealt.
    """
    place = rounds.find(Path.cwd())
    kept = rounds.read_report(place)
    if html is not None:
        pr = rounds.pull_request(place)
        print_note(f"wrote {write(html, page(place, pr, alone=True))}")
        return
    formats.show(report.parse(kept), "json" if as_json else output_format, explain=explain)
