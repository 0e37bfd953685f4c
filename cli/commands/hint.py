"""``messypr hint``."""

from __future__ import annotations

from pathlib import Path

import click

from checker import rounds
from checker.errors import UsageError
from checker.grading.hinting import next_hint
from checker.rounds import RoundDir
from cli.lazy import examples
from cli.output import hints
from cli.output.say import may_ask, print_json, print_note, print_result
from cli.steps import grading


@click.command(epilog=examples("messypr hint", "messypr hint --taken"))
@click.option("--taken", is_flag=True, help="Show the hints that were taken; it costs nothing.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask before the price is paid.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(*, taken: bool, yes: bool, as_json: bool) -> None:
    """Take a hint at a price, in a practice round.

    First a category and how many of its defects your comments have not found, then a file of one
    of them, then its function: 10, 20 and 30 % of one defect's weight (`messypr explain score`).
    That all is found costs as much as a category. Hints are kept in the review and shown in the
    report. What `messypr deal` deals has no round, so an exam has no hints.
    """
    place = rounds.find(Path.cwd())
    if not taken:
        _take(place, yes=yes)
    known = rounds.load_review(place).hints
    if as_json:
        print_json("hints", {"hints": [*map(hints.fields, known)]})
    elif taken:
        print_result("\n".join(map(hints.sentence, known)) or "no hint was taken")
    else:
        print_result(hints.sentence(known[-1]))


def _take(place: RoundDir, *, yes: bool) -> None:
    """Find the next hint, ask whether its price is to be paid, and keep it.

    Raises:
        RoundError: The round was handed in.
        ForeignSubmissionError: Another version of the pack dealt the round.
        UsageError: Nobody can be asked, and ``yes`` is not set.
    """
    round_ = rounds.open_round(place)
    table = grading.redeal_round(round_)
    review = rounds.load_review(place)
    hint = next_hint(table.challenge, table.deal, review)
    print_note(hints.price(hint))
    if not yes and not may_ask():
        raise UsageError("nobody is at a terminal to ask: `messypr hint -y` takes it")
    if not yes:
        click.confirm("take it?", default=True, abort=True, err=True)
    rounds.take_hint(place, hint, before=review.hints)
