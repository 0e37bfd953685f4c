"""``messypr comment import``."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import click

from checker import rounds
from checker.errors import InvalidReviewError, UsageError
from checker.model.review import Event, LeftOut
from checker.report.phrasing import one_line
from checker.review import MAX_BYTES, formats
from checker.review.formats import Format
from checker.rounds import Imported, importing
from checker.rounds import markers as marking
from cli.lazy import examples
from cli.output.say import counted, print_json, print_note, print_result

VERDICTS = {Event.APPROVE: "-a", Event.COMMENT: "-c", Event.REQUEST_CHANGES: "-r"}
LONGEST_REASON = 300


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
    metavar="NAME",
    help="The format of FILE, by its name in docs/review-formats.md.  [default: detected]",
)
@click.option("--author", default="", help="Whose comments to import if there are several authors.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    file: Path | None, form: str | None, author: str, *, markers: bool, as_json: bool
) -> None:
    """Import comments from a file, or from markers in the code.

    FILE is a review as GitHub, GitLab, Gerrit, Azure DevOps, Bitbucket, Gitea, difit, tuicr, a
    linter (rdjson, SARIF, Code Climate), an assistant (JSON or Markdown) or messypr writes it.
    Replies are left out, lines of later commits are moved to the lines that were dealt, and
    comments on no file become the summary. What is left out is listed with the reason.

    With --markers: a marker at the end of a line is about that line; markers on lines of their
    own are one comment about the next line of code. Imported markers are removed from the code.

    \b
        await feed(cat)  #? issue: nobody waits longer than the cat
    """  # noqa: D301  click does not wrap a paragraph after it
    if markers == (file is not None):
        raise UsageError("name what to import: FILE or --markers")
    place = rounds.find(Path.cwd())
    dealt = rounds.dealt(place)
    if file is None:
        imported = marking.take_in(place, dealt, datetime.now(UTC))
        _show(imported, None, as_json=as_json)
        return
    with file.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    known = Format(form) if form else None
    taken = formats.take(data, known, author=author, origin=importing.origin(place, dealt))
    imported = importing.import_review(place, taken, dealt=dealt)
    if not (imported.added or imported.skipped or imported.summary or taken.review.event):
        raise InvalidReviewError(_nothing(imported))
    _show(imported, taken.review.event, as_json=as_json)


def _show(imported: Imported, event: Event | None, *, as_json: bool) -> None:
    """Print what an import did."""
    if as_json:
        print_json(
            "import",
            {
                "added": imported.added,
                "skipped": imported.skipped,
                "summary": imported.summary,
                "event": event,
                "left_out": [_fields(each) for each in imported.left_out],
                "changed": [_fields(each) for each in imported.notes],
            },
        )
        return
    parts = [f"imported {counted(imported.added, 'comment')}"]
    parts += ["the summary"] if imported.summary else []
    said = " and ".join(parts)
    said += f", {imported.skipped} existed already" if imported.skipped else ""
    said += f", {len(imported.left_out)} left out" if imported.left_out else ""
    print_result(said)
    for title, listed in (("left out", imported.left_out), ("changed", imported.notes)):
        for line in reasons(listed):
            print_note(f"{title}: {line}")
    if event is not None:
        print_note(f"its verdict is {event}: messypr submit {VERDICTS[event]}")


def _fields(each: LeftOut) -> dict[str, str]:
    return {"where": each.where, "reason": each.reason}


def reasons(listed: Iterable[LeftOut]) -> list[str]:
    """Return a line for each reason, with the first entries that it is about."""
    by_reason: dict[str, list[str]] = {}
    for each in listed:
        by_reason.setdefault(each.reason, []).append(each.where)
    return [
        one_line(f"{formats.places(places)}: {why}", LONGEST_REASON)
        for why, places in by_reason.items()
    ]


def _nothing(imported: Imported) -> str:
    if imported.left_out:
        return f"nothing was imported: {formats.summary(imported.left_out)}"
    return "nothing was imported: the file holds no comment and no summary"
