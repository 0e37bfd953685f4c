"""``messypr comment list``."""

from __future__ import annotations

from pathlib import Path

import click

from checker import rounds
from cli.commands.comment.comment_text import fields, in_one_line
from cli.lazy import examples
from cli.output.say import print_json, print_note, print_result


@click.command(epilog=examples("messypr comment list"))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(*, as_json: bool) -> None:
    """List the comments of the round.

    They are in the order of the files and lines.
    """
    review = rounds.load_review(rounds.find(Path.cwd()))
    by_place = sorted(
        review.comments, key=lambda c: (c.path, c.lines is not None and c.lines.first, c.id)
    )
    if as_json:
        print_json("comments", {"comments": [fields(comment) for comment in by_place]})
        return
    if not by_place:
        print_note("no comments yet: messypr comment add PATH:LINE -m TEXT")
    for comment in by_place:
        print_result(in_one_line(comment))
