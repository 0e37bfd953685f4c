"""``messypr history``."""

from __future__ import annotations

import click

from checker.errors import UsageError
from checker.learning import as_csv
from checker.learning.values import RoundRecord
from cli.lazy import examples
from cli.output import learning
from cli.output.say import counted, may_ask, print_json, print_note, print_result
from cli.steps import history


@click.command(
    epilog=examples(
        "messypr history",
        "messypr history --output-format csv --defects",
        "messypr history --forget",
    )
)
@click.option(
    "--output-format",
    type=click.Choice(["text", "csv", "json"]),
    default="text",
    show_default=True,
    help="The output format.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --output-format json.")
@click.option("--defects", is_flag=True, help="With csv: a line a defect instead of a round.")
@click.option("--forget", is_flag=True, help="Remove everything that is kept of your rounds.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask before --forget.")
def command(output_format: str, *, as_json: bool, defects: bool, forget: bool, yes: bool) -> None:
    """List the rounds that were graded.

    Practice rounds are kept when `messypr submit` grades them: figures and names of rules, none
    of your texts. They stay on this machine, in $MESSYPR_STATE, else in messypr below
    $XDG_STATE_HOME or ~/.local/state. What `messypr grade` grades is not kept.
    """
    form = "json" if as_json else output_format
    if forget:
        _forget(form, yes=yes)
        return
    if defects and form != "csv":
        raise UsageError("--defects needs --output-format csv")
    _show(history.load(), form, defects=defects)


def _show(records: tuple[RoundRecord, ...], form: str, *, defects: bool) -> None:
    if form == "json":
        print_json("history", {"rounds": [*map(learning.round_fields, records)]})
    elif form == "csv":
        print_result((as_csv.defects if defects else as_csv.rounds)(records).rstrip("\n"))
    elif records:
        print_result(learning.table(records))
    else:
        print_note(learning.NOTHING_YET)


def _forget(form: str, *, yes: bool) -> None:
    """Remove the history, after a question where somebody can answer.

    Raises:
        UsageError: Nobody can be asked.
    """
    if not yes:
        if not may_ask():
            raise UsageError("--forget removes your history: say --yes as well")
        click.confirm("remove everything that is kept of your rounds?", abort=True, err=True)
    removed = history.forget()
    if form == "json":
        print_json("forgotten", {"files": removed})
    else:
        print_note(f"removed {counted(removed, 'file')}" if removed else "nothing was kept")
