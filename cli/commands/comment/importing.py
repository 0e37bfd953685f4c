"""``messypr comment import``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from checker import rounds
from checker.errors import UsageError
from cli import marking
from cli.lazy import examples
from cli.output import counted, document, say


@click.command(epilog=examples("messypr comment import --markers"))
@click.option("--markers", is_flag=True, help="Take in the #? markers of the working tree.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(*, markers: bool, as_json: bool) -> None:
    """Take in the comments typed into the code.

    A marker at the end of a line is about that line; markers on lines of their own are one
    comment about the next line of code. They leave the code as they become comments.

    \b
        await feed(cat)  #? issue: nobody waits longer than the cat
    """  # noqa: D301  click's sign for a paragraph that is not to be wrapped
    if not markers:
        raise UsageError("say what to import: --markers")
    place = rounds.find(Path.cwd())
    imported = marking.take_in(place, rounds.dealt(place), datetime.now(UTC))
    if as_json:
        document("import", {"added": imported.added, "skipped": imported.skipped})
    else:
        there = f", {imported.skipped} were there already" if imported.skipped else ""
        say(f"took in {counted(imported.added, 'comment')}{there}")
