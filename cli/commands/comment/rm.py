"""``messypr comment rm``."""

from __future__ import annotations

from pathlib import Path

import click

from checker import rounds
from cli.commands.comment.comment_text import fields, in_one_line
from cli.lazy import examples
from cli.output.say import print_json, print_result


@click.command(epilog=examples("messypr comment rm 1a2b"))
@click.argument("comment_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(comment_id: str, *, as_json: bool) -> None:
    """Remove a comment.

    The beginning of its ID is enough.
    """
    gone = rounds.remove_comment(rounds.find(Path.cwd()), comment_id)
    if as_json:
        print_json("comment", {"removed": fields(gone)})
    else:
        print_result(f"removed {in_one_line(gone)}")
