"""``messypr comment import``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from checker import rounds
from checker.errors import UsageError
from checker.review import MAX_BYTES, formats
from checker.review.formats import Format
from checker.rounds import markers as marking
from cli.lazy import examples
from cli.output.say import counted, print_json, print_result


@click.command(
    epilog=examples(
        "messypr comment import --markers",
        "gh api --paginate repos/me/desk/pulls/7/comments > comments.json",
        "messypr comment import comments.json --author me",
    )
)
@click.argument(
    "file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--markers", is_flag=True, help="Take in the #? markers of the working tree.")
@click.option(
    "--format",
    "form",
    type=click.Choice([each.value for each in Format]),
    help="What FILE is.  [default: its content tells]",
)
@click.option("--author", default="", help="Whose comments to take, where several people wrote.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    file: Path | None, form: str | None, author: str, *, markers: bool, as_json: bool
) -> None:
    """Take in the comments of a file, or those typed into the code.

    FILE is a review as GitHub has it (one to post, or what gh api prints), GitLab's discussions,
    rdjson, rdjsonl, SARIF, Markdown, or a review of messypr. Replies stay outside, and lines of
    later commits are moved to those that were dealt.

    With --markers: a marker at the end of a line is about that line; markers on lines of their
    own are one comment about the next line of code. They leave the code as they become comments.

    \b
        await feed(cat)  #? issue: nobody waits longer than the cat
    """  # noqa: D301  click's sign for a paragraph that is not to be wrapped
    if markers == (file is not None):
        raise UsageError("say what to import: FILE or --markers")
    place = rounds.find(Path.cwd())
    dealt = rounds.dealt(place)
    known = Format(form) if form else None
    if file is None:
        imported = marking.take_in(place, dealt, datetime.now(UTC))
    else:
        with file.open("rb") as stream:
            read = formats.read(stream.read(MAX_BYTES + 1), known, author=author)
        imported = rounds.import_comments(place, read.comments, dealt=dealt)
    if as_json:
        print_json("import", {"added": imported.added, "skipped": imported.skipped})
    else:
        there = f", {imported.skipped} were there already" if imported.skipped else ""
        print_result(f"took in {counted(imported.added, 'comment')}{there}")
