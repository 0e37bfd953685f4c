"""``messypr adjudicate``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import click

from checker.adjudication import keeping, lines, running
from checker.adjudication.appeals import appeals
from checker.adjudication.values import Appeal, RefusedVerdict
from checker.errors import UsageError
from checker.report import Scorecard, as_json
from checker.rules.rule import Category
from checker.system.files import write_output
from cli.lazy import examples
from cli.options.private import private_option
from cli.options.profile import profile_of, profile_options, salt_of, salt_option
from cli.output import adjudication as output
from cli.output.say import counted, print_json, print_note, print_result
from cli.output.scorecard import show_rows
from cli.steps.adjudication import Table, open_table

SECONDS = 600


@click.command(
    epilog=examples(
        "messypr adjudicate --export questions.jsonl",
        "messypr adjudicate --import verdicts.jsonl --by Ada",
        "messypr adjudicate report.json --level interview --judge \\",
        '  "python -m checker.adjudication.mistral --model mistral-small-2603"',
    )
)
@click.argument(
    "place",
    metavar="ROUND_OR_REPORT",
    default=".",
    type=click.Path(exists=True, path_type=Path),
)
@click.option("--export", "export", metavar="FILE", help="Write the questions; - is stdout.")
@click.option(
    "--import", "verdicts", type=click.File("rb"), help="Read verdicts from a file; - is stdin."
)
@click.option(
    "--judge",
    "judge_command",
    metavar="COMMAND",
    help="Run a program that reads the questions from stdin and writes verdicts to stdout.",
)
@click.option("--by", metavar="NAME", help="Who judges, as reports say it.  [default: the program]")
@click.option("--all", "every", is_flag=True, help="Ask about every claim, also the sure ones.")
@click.option("--again", is_flag=True, help="Ask the program again what it has judged before.")
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    default=SECONDS,
    show_default=True,
    help="The seconds that the program has.",
)
@salt_option
@private_option
@profile_options
@click.option("--json", "as_json_", is_flag=True, help="Print JSON.")
def command(
    *,
    place: Path,
    export: str | None,
    verdicts: BinaryIO | None,
    judge_command: str | None,
    by: str | None,
    every: bool,
    again: bool,
    time_limit: float,
    salt_file: Path | None,
    level: str | None,
    focus: tuple[Category, ...],
    defects: int | None,
    as_json_: bool,
) -> None:
    """Ask a second judge about the verdicts in doubt.

    ROUND_OR_REPORT is the folder of a round that was graded, here by default, or a report that
    `messypr grade --out json=FILE` has written; for that, give the options it was graded with.

    A question is one JSON line: the comment, one claim of it, the code around it, the defects near
    by with comments that find them, and what the first judge said. A verdict is one as well:

    \b
        {"id": "...", "defect": "retry-sleeps", "credit": "full", "quote": "..."}

    defect is one of those offered or null; credit is full or asked; a verdict that does not quote
    the comment is refused. The score of the built-in judge stays. The report shows the other one
    beside it, with the name of its judge. No program is run unless --judge asks for it, and no
    shell reads the command. It has your environment.
    """  # noqa: D301  click does not wrap a paragraph after it
    if sum(each is not None for each in (export, verdicts, judge_command)) > 1:
        raise UsageError("give only one of --export, --import and --judge")
    table = open_table(place, profile_of(level, focus, defects), salt_of(salt_file))
    asked = appeals(table.material, every=every)
    if export is not None:
        _export(asked, export, as_json_=as_json_)
    elif verdicts is not None:
        _import(table, verdicts, by, as_json_=as_json_)
    elif judge_command is not None:
        _judge(table, asked, judge_command, by, again=again, seconds=time_limit, as_json_=as_json_)
    else:
        _status(table.material.card, asked, as_json_=as_json_)


def _export(asked: Sequence[Appeal], file: str, *, as_json_: bool) -> None:
    text = lines.dump(asked)
    if file == "-":
        if as_json_:
            raise UsageError("--export - prints the questions: leave --json out")
        print_result(text.removesuffix("\n"))
        return
    write_output(Path(file), text.encode())
    if as_json_:
        print_json("appeals", {"file": file, "questions": len(asked)})
    else:
        print_note(f"wrote {counted(len(asked), 'question')} to {file}")


def _import(table: Table, file: BinaryIO, by: str | None, *, as_json_: bool) -> None:
    """Keep the verdicts of a file: all of them, or none.

    Raises:
        UsageError: One of them does not count; the message has its line.
    """
    if by is None:
        raise UsageError("say who judged with --by NAME")
    judge = keeping.checked_name(by)
    asked = (*appeals(table.material), *appeals(table.material, every=True))
    reading = lines.read(file.read(lines.MOST_BYTES + 1), asked, "the file")
    if reading.refused:
        reasons = "; ".join(f"line {each.line}: {each.reason}" for each in reading.refused)
        raise UsageError(f"nothing was kept: {reasons}")
    _show(table.keep(reading.verdicts, judge), judge, (), as_json_=as_json_)


def _judge(
    table: Table,
    asked: Sequence[Appeal],
    judge_command: str,
    by: str | None,
    *,
    again: bool,
    seconds: float,
    as_json_: bool,
) -> None:
    """Run a judge on what it has not judged yet, and keep the verdicts that count."""
    judge = keeping.checked_name(judge_command if by is None else by)
    card = table.material.card
    left = asked if again else keeping.unanswered(card, asked, judge)
    print_note(f"{counted(len(left), 'question')} of {len(asked)} for {judge}")
    if not left:
        _show(card, judge, (), as_json_=as_json_)
        return
    answered = running.run(judge_command, lines.dump(left), seconds=seconds)
    reading = lines.read(answered, left, "the judge's output")
    _show(table.keep(reading.verdicts, judge), judge, reading.refused, as_json_=as_json_)


def _show(
    card: Scorecard, judge: str, refused: Sequence[RefusedVerdict], *, as_json_: bool
) -> None:
    adjudication = keeping.of_judge(card, judge)
    if as_json_:
        print_json("adjudication", output.fields(card, adjudication, refused))
        return
    show_rows(output.refused_rows(refused))
    if adjudication is None:
        print_result("nothing is in doubt")
    else:
        show_rows(output.rows(card, adjudication))


def _status(card: Scorecard, asked: Sequence[Appeal], *, as_json_: bool) -> None:
    """Say how many verdicts are in doubt, and who has judged them."""
    if as_json_:
        told = as_json.plain(card.adjudications)
        print_json("adjudications", {"questions": len(asked), "adjudications": told})
        return
    print_result(f"{counted(len(asked), 'verdict')} in doubt")
    for each in card.adjudications:
        show_rows(output.rows(card, each))
    if asked:
        print_note("to judge them: messypr adjudicate --export FILE, or --judge COMMAND")
