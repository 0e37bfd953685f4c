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
@click.option("--markers", is_flag=True, help="Import the #? markers of the working tree.")
@click.option(
    "--format",
    "form",
    type=click.Choice([each.value for each in Format]),
    help="The format of FILE.  [default: detected]",
)
@click.option("--author", default="", help="Whose comments to import if there are several authors.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    file: Path | None, form: str | None, author: str, *, markers: bool, as_json: bool
) -> None:
    """Import comments from a file, or from markers in the code.

    FILE is a review in GitHub's format (one to post, or the output of gh api), GitLab's
    discussions, rdjson, rdjsonl, SARIF, Markdown, or a review of messypr. Replies are left out,
    and lines of later commits are moved to the lines that were dealt.

    With --markers: a marker at the end of a line is about that line; markers on lines of their
    own are one comment about the next line of code. Imported markers are removed from the code.

    \b
        await feed(cat)  #? issue: nobody waits longer than the cat
    """  # noqa: D301  click does not wrap a paragraph after it
    if markers == (file is not None):
        raise UsageError("name what to import: FILE or --markers")
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
        there = f", {imported.skipped} existed already" if imported.skipped else ""
        print_result(f"imported {counted(imported.added, 'comment')}{there}")
