"""``messypr settle``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import click

from checker import rounds
from checker.defence import keeping
from checker.settling.values import Table
from cli.lazy import examples
from cli.output import settling as output
from cli.output.say import may_ask, print_json, print_note, print_result
from cli.output.scorecard import show_rows
from cli.steps import settling as steps
from cli.steps.answering import answers_in
from cli.steps.settling import SHEET
from cli.steps.settling_keys import ask

NOTHING = "nothing to settle: no verdict of this round is in doubt, or too little is known about it"


@click.command(
    epilog=examples(
        "messypr settle",
        "messypr settle --json",
        "messypr settle --answers answers.json --json",
    )
)
@click.option(
    "--answers",
    type=click.File("rb"),
    help="Read answers from a JSON file; - is stdin.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, and ask nothing.")
def command(*, answers: BinaryIO | None, as_json: bool) -> None:
    """Settle verdicts that messypr is not sure of.

    In a practice round each of them, and each comment at the place of a defect that found nothing,
    becomes a question about the code: what goes wrong here? The truth settles the comment as a
    find; another answer leaves the verdict as it is, and takes nothing away. At most one question
    a comment.

    The report shows both numbers, as judged and as settled; the score is the one as judged. Every
    answer is kept at once and stays, so that after an interruption the same command goes on.
    Without a terminal, --json prints the questions and --answers takes an object of answers by the
    ids of the comments: a letter each, - for none.
    """
    place = rounds.find(Path.cwd())
    given = answers_in(answers) if answers is not None else {}
    table = steps.open_settling(place)
    asked = not given and not as_json and may_ask()
    if table.questions:
        if given:
            table = steps.begin(place, table)
            kept = keeping.answer(place, table.asked, given, datetime.now(UTC), SHEET)
            table = table.answered(kept)
        elif asked:
            table = ask(place, table)
    card = steps.with_settled(place, table.card)
    if as_json:
        print_json("settling", output.fields(table, card))
        return
    if not table.questions:
        print_result(NOTHING)
    _show(table, asked=asked)
    show_rows(output.result_rows(card))


def _show(table: Table, *, asked: bool) -> None:
    """Print what was asked and answered, unless somebody has just seen it."""
    given = table.settling.answers if table.settling is not None else ()
    judged = {each.question: each for each in given}
    for number, (name, question) in enumerate(table.questions.items(), 1):
        if asked:
            continue
        show_rows(output.asked_rows(question, number, len(table.questions)))
        if name in judged:
            show_rows(output.settled_rows(question, judged[name]))
    if table.open and not asked:
        print_note("to answer: messypr settle in a terminal, or messypr settle --answers FILE")
