"""The text of a comment: the options for it, and how a comment is shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, BinaryIO, TypeVar

import click

from checker.errors import UsageError
from checker.model.pack import Dealt
from checker.model.review import ReviewComment, Side
from checker.model.times import as_text
from checker.report.phrasing import location, one_line
from checker.review import severity_of
from checker.rounds import RoundDir
from checker.rules.rule import Severity
from cli.options import body_text
from cli.output.say import may_ask

Command = TypeVar("Command", bound=Callable[..., Any])

KEPT = "comment.md"
CONTEXT_LINES = 3
WIDTH = 80
FEWEST_CHARS = 24
MAX_LINE = 2_000
INDENT = "        "
CUT = "..."


def body_options(command: Command) -> Command:
    """Add the options -m, -F, -e and -s to a command."""
    for option in (
        click.option(
            *("-s", "--severity"),
            type=click.Choice([*map(str, Severity)]),
            callback=_severity,
            help="The severity; it is reported, never scored.",
        ),
        click.option("-e", "--edit", is_flag=True, help="Write the text in your editor."),
        click.option(
            "-F", "--file", type=click.File("rb"), help="Read the text from FILE; - is stdin."
        ),
        click.option("-m", "--message", help="The text."),
    ):
        command = option(command)
    return command


def _severity(_: click.Context, __: click.Parameter, value: str | None) -> Severity | None:
    return None if value is None else Severity(value)


def body_from_options(message: str | None, file: BinaryIO | None, *, edit: bool) -> str | None:
    """Return the text that the options give, or None if an editor is to be opened.

    Raises:
        UsageError: Not exactly one of them was given, and nobody can be asked.
    """
    if sum((message is not None, file is not None, edit)) > 1:
        raise UsageError("give only one of -m, -F and -e")
    if message is not None:
        return message
    if file is not None:
        return body_text.read(file)
    if edit or may_ask():
        return None
    raise UsageError("give the text with -m TEXT, -F FILE (- is stdin) or -e")


def lines_around(comment: ReviewComment, dealt: Dealt) -> str:
    """Return the lines that a comment is about, with context lines, for the editor."""
    tree = dealt.base if comment.side is Side.LEFT else dealt.head
    text = tree.get(comment.path, b"").decode("utf-8", "replace").splitlines()
    shown = [f"{where(comment)}", ""]
    if comment.lines is not None:
        first = max(comment.lines.first - CONTEXT_LINES, 1)
        for number in range(first, min(comment.lines.last + CONTEXT_LINES, len(text)) + 1):
            sign = ">" if comment.lines.first <= number <= comment.lines.last else " "
            shown.append(f"{sign}{number:5} {one_line(text[number - 1], 200)}")
    return "\n".join(shown)


def keep_refused_text(round_dir: RoundDir, text: str, error: UsageError) -> UsageError:
    """Save a refused text from an editor, and return an error that names the file."""
    file = round_dir.folder / KEPT
    file.write_text(text, "utf-8", "backslashreplace")
    return type(error)(f"{error}; your text is in {file}")


def where(comment: ReviewComment) -> str:
    """Return the place of a comment."""
    left = " (left)" if comment.side is Side.LEFT else ""
    return location(comment.path, comment.lines) + left


def in_one_line(comment: ReviewComment) -> str:
    """Return a comment in 80 columns: on one line, or on two where its place is long."""
    place = f"{comment.id}  {where(comment)}"
    labels = _labels(comment)
    room = WIDTH - len(f"{place}  {labels}") - len(CUT)
    if room >= FEWEST_CHARS:
        return f"{place}  {labels}{_cut(comment.body, room)}"
    room = max(WIDTH - len(f"{INDENT}{labels}") - len(CUT), FEWEST_CHARS)
    return f"{place}\n{INDENT}{labels}{_cut(comment.body, room)}"


def _cut(body: str, room: int) -> str:
    """Return a text on one line, cut after it was escaped: an escape is longer than its sign."""
    shown = one_line(body)
    return shown if len(shown) <= room + len(CUT) else f"{shown[:room].rstrip()}{CUT}"


def in_full(comment: ReviewComment) -> str:
    """Return a comment with its whole text, safe for a terminal."""
    written = as_text(comment.created_at)
    head = [f"{comment.id}  {where(comment)}", f"{_labels(comment)}{written}".rstrip(": ")]
    body = [f"{INDENT}{one_line(line, MAX_LINE)}".rstrip() for line in comment.body.splitlines()]
    return "\n".join([*(line for line in head if line), "", *body])


def _labels(comment: ReviewComment) -> str:
    """Return severity and kind, but for a severity that the text begins with itself."""
    said = severity_of(comment.body) is comment.severity
    severity = f"{comment.severity}: " if comment.severity and not said else ""
    return severity + (f"[{comment.kind}] " if comment.kind else "")


def alike(new: ReviewComment, others: Iterable[ReviewComment]) -> ReviewComment | None:
    """Return another comment that says the same in the same file, or None."""

    def words(comment: ReviewComment) -> list[str]:
        return re.findall(r"\w+", comment.body.casefold())

    mine = words(new)
    return next(
        (o for o in others if o.id != new.id and o.path == new.path and words(o) == mine), None
    )


def fields(comment: ReviewComment) -> dict[str, object]:
    """Return a comment for programs."""
    return {
        "id": comment.id,
        "path": str(comment.path),
        "start_line": comment.lines.first if comment.lines else None,
        "line": comment.lines.last if comment.lines else None,
        "side": comment.side,
        "severity": comment.severity,
        "kind": comment.kind,
        "body": comment.body,
        "created_at": as_text(comment.created_at),
    }
