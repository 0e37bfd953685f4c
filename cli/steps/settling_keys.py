"""Ask the open questions about verdicts at the keyboard."""

from __future__ import annotations

import click

from checker.errors import UsageError
from checker.report import Scorecard
from checker.rounds import RoundDir
from checker.settling.values import Table
from cli.output import settling as output
from cli.output.say import counted, print_note
from cli.output.scorecard import show_rows
from cli.steps import settling as steps
from cli.steps.answering import answer_at_keyboard
from cli.steps.settling import SHEET


def ask(place: RoundDir, table: Table) -> Table:
    """Ask every open question, and keep each answer before the next one."""
    table = steps.begin(place, table)
    names = list(table.questions)
    if table.open:
        print_note(f"{len(table.open)} of {counted(len(names), 'question')} about your comments")
        print_note("answer with a letter, - for none; Ctrl-C keeps what was answered")
    for name in table.open:
        asked = table.questions[name]
        show_rows(output.asked_rows(asked, names.index(name) + 1, len(names)))
        settling = answer_at_keyboard(place, table.asked, name, SHEET)
        table = table.answered(settling)
        show_rows(output.settled_rows(asked, settling.answers[-1]))
    return table


def offer(place: RoundDir) -> None:
    """Offer to settle what is open before the report is shown, which has the answers."""
    try:
        table = steps.open_settling(place)
    except UsageError as error:
        print_note(f"no verdict can be settled: {error}")
        return
    if table.open and click.confirm(
        f"{counted(len(table.open), 'verdict')} in doubt: answer a question about each,"
        " before the report shows the answers?",
        default=True,
        err=True,
    ):
        ask(place, table)


def open_count(place: RoundDir, card: Scorecard) -> int:
    """Return how many questions have no answer yet; 0 where none can be asked."""
    try:
        return len(steps.open_settling(place).open) if card.claims else 0
    except UsageError:
        return 0
