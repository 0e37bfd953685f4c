"""``messypr report``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from checker import report, rounds
from checker.defence import keeping
from checker.errors import UsageError
from checker.report.as_json import line
from checker.report.lessons import Lesson, first_to_learn
from cli.lazy import examples
from cli.output import formats
from cli.output.defence import result_rows
from cli.output.html_report import page, write
from cli.output.lessons import fields, first_rows, rows
from cli.output.say import print_json, print_note, print_result
from cli.output.scorecard import show_rows
from cli.output.settling import result_rows as settling_rows
from cli.steps import settling
from cli.steps.teaching import lessons_of


@click.command(
    epilog=examples(
        "messypr report --explain",
        "messypr report --lessons",
        "messypr report --html scorecard.html",
        "messypr report --rows > settled.jsonl",
    )
)
@click.option("--explain", is_flag=True, help="Explain the verdict on each comment.")
@click.option(
    "--output-format",
    type=click.Choice(formats.NAMES),
    default="text",
    show_default=True,
    help="The output format.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --output-format json.")
@click.option("--lessons", is_flag=True, help="Show what each defect teaches, in full.")
@click.option(
    "--rows",
    "as_rows",
    is_flag=True,
    help="Print settled verdicts as calibration rows: JSON lines, with your comments.",
)
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write it as one HTML file with the diff and charts.",
)
def command(
    output_format: str,
    *,
    explain: bool,
    as_json: bool,
    lessons: bool,
    as_rows: bool,
    html: Path | None,
) -> None:
    """Show the report of the round again.

    It exists once the round is handed in. Line numbers are those of the pull request as it was
    dealt. With --lessons each defect is taught: what breaks, how a reviewer gets onto it, comments
    that find it, what its checks saw, and the lines as they should be beside yours. Where verdicts
    were settled (messypr settle), both numbers are shown, and --rows prints those verdicts in the
    format of tests/calibration, from which the judge of comments can learn.
    """
    place = rounds.find(Path.cwd())
    kept = rounds.read_report(place)
    if as_rows:
        for row in settling.calibration_rows(place):
            print_result(line(row))
        return
    if html is not None:
        pr = rounds.pull_request(place)
        print_note(f"wrote {write(html, page(place, pr, alone=True))}")
        return
    card = settling.with_settled(place, report.parse(kept))
    form = "json" if as_json else output_format
    settling.note_shown(place)
    if lessons:
        _teach(lessons_of(place, card), form)
        return
    text = form == formats.TEXT
    first = [*first_rows(first_to_learn(lessons_of(place, card)))] if text else []
    if text and (kept_defence := keeping.load(place)) is not None:
        first = [*result_rows(kept_defence, card), *first]
    if text:
        first = [*settling_rows(card), *first]
    formats.show(card, form, explain=explain, first=first)


def _teach(lessons: Sequence[Lesson], form: str) -> None:
    """Print a lesson on each defect.

    Raises:
        UsageError: The format is none of text and JSON.
    """
    if form == "json":
        print_json("lessons", {"lessons": [*map(fields, lessons)]})
    elif form == formats.TEXT:
        show_rows(row for each in lessons for row in rows(each))
    else:
        raise UsageError("--lessons prints text or JSON")
