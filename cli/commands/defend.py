"""``messypr defend``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import click

from checker import rounds
from checker.defence import drawing, keeping
from checker.defence.values import MINUTES_A_QUESTION, Defence
from checker.rounds import RoundDir
from cli.lazy import examples
from cli.output import defence as output
from cli.output.say import counted, may_ask, print_json, print_note, print_result
from cli.output.scorecard import show_rows
from cli.steps import defence as steps
from cli.steps.answering import answer_at_keyboard, answers_in
from cli.steps.defence import Table


@click.command(
    epilog=examples(
        "messypr defend",
        "messypr defend --json",
        "messypr defend --answers answers.json --json",
    )
)
@click.option(
    "--questions",
    "count",
    type=click.IntRange(drawing.FEWEST, drawing.MOST),
    default=drawing.USUAL,
    show_default=True,
    help="How many questions; it counts when the defence begins.",
)
@click.option(
    "--answers",
    type=click.File("rb"),
    help="Read answers from a JSON file; - is stdin.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, and ask nothing.")
def command(count: int, *, answers: BinaryIO | None, as_json: bool) -> None:
    """Answer questions about a round that was handed in.

    Some are about this very round: what is still in the code, which repair is right, what a hidden
    test notices, which comment to withdraw. Others are about the topics of the pack. Each has two
    minutes, from the first question on and together; who is late is marked late. The result stands
    beside the score and does not change it.

    A question has one answer: a letter or a number, - for none. Every answer is kept at once, so
    that after an interruption the same command goes on. Without a terminal, --json prints the
    questions and --answers takes an object of answers by the names of the questions.
    """
    place = rounds.find(Path.cwd())
    given = answers_in(answers) if answers is not None else {}
    table = steps.open_defence(place, count)
    defence = table.defence
    if given:
        defence = keeping.answer(place, table.questions, given, datetime.now(UTC))
    elif not as_json and may_ask():
        defence = _ask(place, table)
    if as_json:
        print_json("defence", output.fields(defence, table.questions, table.card))
        return
    _show(table, defence, asked=not given and may_ask())


def _ask(place: RoundDir, table: Table) -> Defence:
    """Ask every open question, and keep each answer before the next one."""
    defence = table.defence
    if defence.open:
        count = len(defence.questions)
        left = f"{len(defence.open)} of {counted(count, 'question')}"
        minutes = MINUTES_A_QUESTION * count
        print_note(f"{left}; {minutes} min for all, from {defence.begun_at.astimezone():%H:%M} on")
        print_note("answer with a letter or a number, - for none; Ctrl-C keeps what was answered")
    for name in defence.open:
        number = defence.questions.index(name) + 1
        question = table.questions[name]
        show_rows(output.question_rows(question, number, len(defence.questions)))
        defence = answer_at_keyboard(place, table.questions, name, keeping.DEFENCE)
        show_rows(output.judged_rows(question, defence.answers[-1], defence))
    return defence


def _show(table: Table, defence: Defence, *, asked: bool) -> None:
    """Print what was asked and answered, unless somebody has just seen it, and the result."""
    count = len(defence.questions)
    judged = {each.question: each for each in defence.answers}
    for number, name in enumerate(defence.questions, 1):
        if asked or name not in table.questions:
            continue
        show_rows(output.question_rows(table.questions[name], number, count))
        print_result(f"    its name: {name}")
        if name in judged:
            show_rows(output.judged_rows(table.questions[name], judged[name], defence))
    show_rows(output.result_rows(defence, table.card))
    if defence.open:
        print_note("to answer: messypr defend in a terminal, or messypr defend --answers FILE")
