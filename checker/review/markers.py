"""Review comments typed into the code: ``await feed(x) #? issue: nobody waits for it``.

A marker at the end of a line of code is about that line. Markers alone on their lines form one
comment about the next line of code, or about the last one at the end of a file.
"""

from __future__ import annotations

import hashlib
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import PurePosixPath

from checker.errors import InvalidReviewError
from checker.model.place import Lines
from checker.model.review import ReviewComment, Side
from checker.review import kind_of, line_map, severity_of
from checker.review.lines import split

SIGN = "#?"
NAMELESS = PurePosixPath("source.py")
_SPACING = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A comment in the code: ``line`` is the line of code it is about, None if there is none.

    ``rows`` are the lines it is typed on; both count the source as it was given.
    """

    line: int | None
    rows: Lines
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Typed:
    """One ``#?`` comment in the source: its row and columns, and whether code comes before it."""

    row: int
    start: int
    end: int
    alone: bool
    text: str


def find(source: str, path: PurePosixPath = NAMELESS) -> tuple[Marker, ...]:
    """Return the markers of a Python source, from top to bottom.

    Raises:
        InvalidReviewError: The source cannot be read as Python; the message names ``path``.
    """
    typed, code = _scan(source, path)
    markers = []
    for key, group in groupby(enumerate(typed), lambda pair: _run(*pair)):
        items = [item for _, item in group]
        rows = Lines(first=items[0].row, last=items[-1].row)
        text = "\n".join(item.text for item in items).strip()
        if not text:
            raise InvalidReviewError(f"{path}:{rows.first}: the marker {SIGN} says nothing")
        markers.append(Marker(line=_about(rows, key[0], code), rows=rows, text=text))
    return tuple(markers)


def strip(source: str, path: PurePosixPath = NAMELESS) -> str:
    """Return the source without its markers; the same string if it has none.

    Raises:
        InvalidReviewError: The source cannot be read as Python; the message names ``path``.
    """
    typed, _ = _scan(source, path)
    lines = io.StringIO(source).readlines()
    for item in reversed(typed):
        line = lines[item.row - 1]
        if item.alone:
            del lines[item.row - 1]
        else:
            lines[item.row - 1] = line[: item.start].rstrip(" \t") + line[item.end :]
    return "".join(lines)


def to_comments(
    path: PurePosixPath, worked: str, dealt: str, *, created_at: datetime | None = None
) -> tuple[ReviewComment, ...]:
    """Return the markers in ``worked`` as comments on the lines of ``dealt``.

    The same markers give the same ids, so that importing them twice adds nothing.

    Raises:
        InvalidReviewError: ``worked`` cannot be read as Python; the message names ``path``.
    """
    gone = {item.row for item in _scan(worked, path)[0] if item.alone}
    numbers = line_map(split(strip(worked, path)), split(dealt))
    comments: dict[str, ReviewComment] = {}
    for marker in find(worked, path):
        line = 0
        if marker.line is not None:
            above = sum(1 for row in gone if row < marker.line)
            line = numbers[marker.line - above - 1]
        digest = hashlib.sha256(f"{path}\0{line}\0{marker.text}".encode()).hexdigest()
        comment = ReviewComment(
            id=f"m{digest[:8]}",
            path=path,
            lines=Lines(first=line, last=line) if line else None,
            side=Side.RIGHT,
            severity=severity_of(marker.text),
            body=marker.text,
            created_at=created_at,
            kind=kind_of(marker.text),
        )
        comments.setdefault(comment.id, comment)
    return tuple(comments.values())


def _scan(source: str, path: PurePosixPath) -> tuple[list[_Typed], list[int]]:
    """Return the ``#?`` comments of a source and the rows on which code begins."""
    if SIGN not in source:
        return [], []
    typed: list[_Typed] = []
    code: list[int] = []
    lines = source.split("\n")
    for token in _tokens(source, path):
        row, start = token.start
        if token.type not in _SPACING:
            code.append(row)
        elif token.type == tokenize.COMMENT and token.string.startswith(SIGN):
            line = lines[row - 1]
            typed.append(
                _Typed(
                    row=row,
                    start=start,
                    end=token.end[1],
                    alone=not line[:start].strip(),
                    text=token.string.removeprefix(SIGN).strip(),
                )
            )
    return typed, code


def _tokens(source: str, path: PurePosixPath) -> Iterator[tokenize.TokenInfo]:
    try:
        yield from tokenize.generate_tokens(io.StringIO(source).readline)
    except (tokenize.TokenError, SyntaxError, ValueError, RecursionError) as error:
        reason = error.args[0] if error.args else type(error).__name__
        raise InvalidReviewError(
            f"{path}: cannot look for {SIGN} markers, the file is not Python: {reason}"
        ) from error


def _run(index: int, item: _Typed) -> tuple[bool, int]:
    """Return a key that consecutive lines with only markers share."""
    return item.alone, item.row - index if item.alone else item.row


def _about(rows: Lines, alone: bool, code: list[int]) -> int | None:  # noqa: FBT001
    if not alone:
        return rows.first
    after = next((row for row in code if row > rows.last), None)
    return after or (code[-1] if code else None)
