"""The text of a comment or a review, from an option, a file, or an editor."""

from __future__ import annotations

import os
from typing import BinaryIO

import click

from checker.errors import UsageError
from checker.review import MAX_BYTES

SCISSORS = "# ------------------------ >8 ------------------------"
BELOW = "# The text below this line is not part of the comment."


def read(file: BinaryIO) -> str:
    """Return the text of a file without blank lines around it.

    Raises:
        UsageError: It is not UTF-8, or too long.
    """
    content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise UsageError(f"{file.name} is longer than {MAX_BYTES:,} bytes")
    try:
        return content.decode("utf-8-sig").strip("\r\n")
    except UnicodeDecodeError as error:
        raise UsageError(f"{file.name} is not UTF-8: {error.reason}") from error


def edited(text: str, context: str) -> str:
    """Return a text after somebody edited it, with context shown below it.

    Raises:
        UsageError: They saved nothing.
    """
    quoted = "\n".join(f"# {line}".rstrip() for line in context.splitlines())
    offered = f"{text}\n\n{SCISSORS}\n{BELOW}\n{quoted}\n"
    saved = click.edit(offered, editor=os.environ.get("GIT_EDITOR"), extension=".md")
    written = "" if saved is None else saved.split(SCISSORS)[0].strip()
    if not written:
        raise UsageError("nothing was written, so nothing has changed")
    return written
