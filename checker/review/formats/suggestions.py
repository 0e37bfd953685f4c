"""Fixes of linters as they are shown to people: whole lines, or what is put in whose place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from checker.model.pack import Tree
from checker.review.lines import split


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """Text for a range; columns count characters from 1, and the last one is not replaced.

    Without columns whole lines are replaced.
    """

    first: int
    last: int
    text: str
    first_column: int | None = None
    last_column: int | None = None


def block(fix: Replacement, tree: Tree, path: object, shown: tuple[int, int] | None) -> str:
    """Return the block of Markdown for a fix.

    It is a suggestion only where it replaces the very lines that the comment is on.
    """
    whole = _whole_lines(
        fix, split(tree.get(PurePosixPath(str(path)), b"").decode(errors="replace"))
    )
    if whole is None:
        return f"Fix in lines {fix.first} to {fix.last}:\n\n```\n{fix.text}\n```"
    first, last, text = whole
    if shown in (None, (first, last)):
        return f"```suggestion\n{text}\n```" if text else "```suggestion\n```"
    return f"Fix in lines {first} to {last}:\n\n```\n{text}\n```"


def _whole_lines(fix: Replacement, file: Sequence[str]) -> tuple[int, int, str] | None:
    if fix.first_column is None or fix.last_column is None:
        return fix.first, fix.last, fix.text.removesuffix("\n")
    if not 1 <= fix.first <= fix.last or fix.first > len(file):
        return None
    before = file[fix.first - 1][: fix.first_column - 1]
    ends_above = fix.last_column == 1 and fix.last > fix.first and not before
    if ends_above and (fix.text.endswith("\n") or not fix.text):
        return fix.first, fix.last - 1, fix.text.removesuffix("\n")
    if fix.last > len(file):
        return None
    return fix.first, fix.last, before + fix.text + file[fix.last - 1][fix.last_column - 1 :]
