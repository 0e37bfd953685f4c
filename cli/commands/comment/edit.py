"""``messypr comment edit``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import click

from checker import rounds
from checker.errors import UsageError
from checker.rules.rule import Severity
from cli.commands.comment.comment_text import (
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
from cli.output.say import print_json, print_result
from cli.steps import kinds


@click.command(
    epilog=examples(
        'messypr comment edit 1a2b -m "Better words."',
        "messypr comment edit 1a2b -s nit",
        "messypr comment edit 1a2b -k ?",
    )
)
@click.argument("comment_id", metavar="ID")
@body_options
@kind_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    comment_id: str,
    message: str | None,
    file: BinaryIO | None,
    severity: Severity | None,
    *,
    edit: bool,
    kind: str | None,
    as_json: bool,
) -> None:
    """Change a comment.

    The beginning of its ID is enough. Without -m, -F, -s and -k it opens in your editor.
    """
    place = rounds.find(Path.cwd())
    old = rounds.find_comment(rounds.load_review(place), comment_id)
    other = severity is not None or kind is not None
    same_text = other and message is None and file is None and not edit
    body = old.body if same_text else body_from_options(message, file, edit=edit)
    text = body
    if text is None:
        text = body_text.edited(old.body, lines_around(old, rounds.dealt(place)))
    try:
        if kind == ASK:
            kind = kinds.ask(replace(old, body=text), rounds.dealt(place))
        changed = rounds.edit_comment(place, old.id, body=text, severity=severity, kind=kind)
    except UsageError as error:
        raise (keep_refused_text(place, text, error) if body is None else error) from error
    if as_json:
        print_json("comment", {"comment": fields(changed)})
    else:
        print_result(in_one_line(changed))
