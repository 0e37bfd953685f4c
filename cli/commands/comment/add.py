"""``messypr comment add``."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import click

from checker import rounds
from checker.errors import UsageError
from checker.model.pack import Dealt
from checker.model.place import Lines
from checker.model.review import ReviewComment, Side
from checker.review import check_against, kind_of
from checker.rounds import RoundDir
from checker.rules.rule import Severity
from cli.commands.comment.comment_text import (
    alike,
    body_from_options,
    body_options,
    fields,
    in_one_line,
    keep_refused_text,
    lines_around,
)
from cli.lazy import examples
from cli.options import body_text
from cli.options.kind import ASK, kind_option
from cli.options.location import LocationType, in_repository
from cli.output.say import print_json, print_note, print_result
from cli.steps import kinds

SIDES = {"L": Side.LEFT, "R": Side.RIGHT}


@click.command(
    epilog=examples(
        'messypr comment add src/app.py:12 -s major -m "Nobody waits for it."',
        'messypr comment add src/app.py:12 -k task-nobody-awaits -m "Nobody waits."',
        "messypr comment add src/app.py:12-14 -e",
        "messypr comment add src/app.py:9 --side L -F words.md",
    )
)
@click.argument("typed", metavar="PATH:LINE[-END]", type=LocationType())
@click.option(
    "--side",
    type=click.Choice(list(SIDES), case_sensitive=False),
    metavar="[L|R]",
    default="R",
    help="R: lines of the pull request, L: lines of main.  [default: R]",
)
@body_options
@kind_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    *,
    typed: tuple[str, Lines | None],
    side: str,
    message: str | None,
    file: BinaryIO | None,
    severity: Severity | None,
    edit: bool,
    kind: str | None,
    as_json: bool,
) -> None:
    """Comment on lines of the pull request.

    Lines are those of the pull request as it was dealt, whatever you have changed since. You
    can comment on any line of any file; PATH alone comments on the whole file.
    """
    place = rounds.find(Path.cwd())
    dealt = rounds.dealt(place)
    proposed = rounds.new_comment(
        path=in_repository(typed[0], place, dealt),
        lines=typed[1],
        side=SIDES[side],
        severity=severity,
        kind=kind if kind and kind != ASK else "",
        body="",
        now=datetime.now(UTC),
    )
    check_against(proposed, head=dealt.head, base=dealt.base)  # before an editor opens
    before = rounds.load_review(place).comments
    added = _write(place, dealt, proposed, body_from_options(message, file, edit=edit), kind)
    if same := alike(added, before):
        print_note(f"{same.id} says the same: a duplicate finds nothing, see messypr comment rm")
    if as_json:
        print_json("comment", {"comment": fields(added)})
    else:
        print_result(in_one_line(added))


def _write(
    round_dir: RoundDir,
    dealt: Dealt,
    proposed: ReviewComment,
    body: str | None,
    kind: str | None,
) -> ReviewComment:
    """Return the comment as it is stored; without a body an editor is opened for it."""
    text = body_text.edited("", lines_around(proposed, dealt)) if body is None else body
    new = replace(proposed, body=text, kind=proposed.kind or kind_of(text))
    try:
        if kind == ASK:
            new = replace(new, kind=kinds.ask(new, dealt) or "")
        return rounds.put_comment(round_dir, new, dealt=dealt)
    except UsageError as error:
        raise (keep_refused_text(round_dir, text, error) if body is None else error) from error
