"""The lines of a Markdown text, each with what it is: headings, bullets, code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

MOST_MATTER_LINES = 60
_ATX = re.compile(r" {0,3}(#{1,6})[ \t]+(.*)")
_BOLD = re.compile(r"\s{0,3}(\*\*|__)(?P<text>[^*\n]{1,300})\1:?\s*")
_ITEM = re.compile(
    r"(?P<lead>\s{0,3}(?:[-*+\u2022]|\d{1,4}[.)])\s{1,4}(?:\[[ xX]\]\s)?)(?P<text>\S.*)"
)
_FENCE = re.compile(r"\s{0,12}(?P<fence>`{3,}|~{3,})")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*")
_BREAK = re.compile(r" {0,3}(?:={3,}|-{3,}|\*{3,}|_{3,})[ \t]*")
_QUOTE = re.compile(r" {0,3}>[ ]?")
BOLD_LEVEL = 6


class LineKind(Enum):
    """What a line is; START is the first line of a paragraph, TEXT all others."""

    HEADING = auto()
    ITEM = auto()
    START = auto()
    TEXT = auto()
    CODE = auto()
    BREAK = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line: ``text`` is without marks, ``raw`` as it is; ``indent`` is the width of a bullet."""

    kind: LineKind
    number: int
    text: str
    raw: str
    level: int = 0
    indent: int = 0


def without_front_matter(text: str) -> tuple[str, list[str]]:
    """Return a text without its front matter, whose lines are blank then, and the matter."""
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if rows[0].rstrip() != "---":
        return "\n".join(rows), []
    for at, row in enumerate(rows[1:MOST_MATTER_LINES], 1):
        if row.rstrip() in ("---", "..."):
            return "\n".join([""] * (at + 1) + rows[at + 1 :]), rows[1:at]
        if row.strip() and not re.match(r"\s*[\w-]{1,40}\s*:|\s+\S|\s*-\s|#", row):
            break
    return "\n".join(rows), []


def lines_of(text: str) -> Iterator[Line]:
    """Yield the lines of a text."""
    rows = text.split("\n")
    fence, fresh, skip = "", True, 0
    for at, row in enumerate(rows):
        number, opened = at + 1, _FENCE.match(row)
        if skip:
            skip, fresh = 0, True
            continue
        if fence or opened:
            yield Line(kind=LineKind.CODE, number=number, text=row, raw=row)
            fence = _next_fence(fence, row, opened)
            fresh = not fence
            continue
        below = rows[at + 1] if at + 1 < len(rows) else ""
        line, skip = _line(row, below, number, fresh=fresh)
        yield line
        fresh = not row.strip() or line.kind in (LineKind.HEADING, LineKind.BREAK)


def _next_fence(fence: str, row: str, opened: re.Match[str] | None) -> str:
    if not fence:
        return opened["fence"] if opened else ""
    bare = row.strip()
    return "" if bare.startswith(fence) and not bare.strip(fence[0]) else fence


def _without_closing(text: str) -> str:
    """Return a heading's text without a closing sequence of "#".

    A space stands before one: https://spec.commonmark.org/0.31.2/#atx-headings
    """
    text = text.strip(" \t")
    opened = text.rstrip("#")
    return opened.rstrip(" \t") if not opened or opened[-1] in " \t" else text


def _line(row: str, below: str, number: int, *, fresh: bool) -> tuple[Line, int]:
    """Return a line, and 1 where the row below it only underlines it."""
    heading = _ATX.fullmatch(row)
    if heading:
        level = len(heading[1])
        text = _without_closing(heading[2])
        return Line(kind=LineKind.HEADING, number=number, text=text, raw=row, level=level), 0
    underline = _UNDERLINE.fullmatch(below)
    plain = bool(row.strip()) and not _BREAK.fullmatch(row) and not _ITEM.fullmatch(row)
    if underline and fresh and plain and len(below.strip()) > 1:
        level = 1 if underline[1][0] == "=" else 2
        text = row.strip()
        return Line(kind=LineKind.HEADING, number=number, text=text, raw=row, level=level), 1
    if _BREAK.fullmatch(row):
        return Line(kind=LineKind.BREAK, number=number, text=row.strip(), raw=row), 0
    bold = _BOLD.fullmatch(row)
    if bold and fresh:
        text = bold["text"].strip()
        return Line(kind=LineKind.HEADING, number=number, text=text, raw=row, level=BOLD_LEVEL), 0
    if item := _ITEM.fullmatch(row):
        width = len(item["lead"])
        return Line(kind=LineKind.ITEM, number=number, text=item["text"], raw=row, indent=width), 0
    kind = LineKind.START if fresh and row.strip() else LineKind.TEXT
    return Line(kind=kind, number=number, text=row, raw=row), 0
