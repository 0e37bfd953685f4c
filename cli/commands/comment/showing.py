"""``messypr comment show``."""

from __future__ import annotations

from pathlib import Path

import click

from checker import rounds
from cli.commands.comment.comment_text import fields, in_full
from cli.lazy import examples
from cli.output.say import print_json, print_result


@click.command(epilog=examples("messypr comment show 3f9a1c"))
@click.argument("name", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(name: str, *, as_json: bool) -> None:
    """Show a comment in full.

    ID is what `messypr comment list` shows first.
    """
    found = rounds.find_comment(rounds.load_review(rounds.find(Path.cwd())), name)
    if as_json:
        print_json("comment", {"comment": fields(found)})
    else:
        print_result(in_full(found))
