"""Rows of text for a terminal: indented, wrapped between words, never cut."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

MIN_WIDTH = 20
WORD = re.compile(r"(\S+)\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRow:
    """A text, its indentation, and the further indentation of its continuation lines."""

    indent: int
    text: Text
    hanging: int = 2


def plain(text: str, indent: int = 0) -> TextRow:
    """Return a row without any style."""
    return TextRow(indent=indent, text=Text(text), hanging=0 if indent else 2)


def title(text: str) -> TextRow:
    """Return a row that starts a section."""
    return TextRow(indent=0, text=Text(text, style="bold underline"))


def in_columns(cells: Sequence[tuple[str, str]], widths: Sequence[int]) -> Text:
    """Return words in columns, each with its style."""
    line = Text()
    for (word, style), width in zip(cells, widths, strict=True):
        line.append(word, style=style)
        line.append(" " * (width - len(word) + 1))
    return line


def lay_out(rows: Iterable[TextRow], width: int) -> Iterator[Text]:
    """Return the lines of rows; a word that is longer than the width stays whole."""
    for row in rows:
        inside = row.indent + row.hanging
        breaks = _breaks(row.text.plain, width - row.indent, max(width - inside, MIN_WIDTH))
        first, *rest = row.text.divide(breaks)
        for indent, line in ((row.indent, first), *((inside, line) for line in rest)):
            line.rstrip()
            yield Text(" " * indent) + line


def _breaks(text: str, first: int, others: int) -> list[int]:
    """Return where lines end: before a word that would exceed the width."""
    ends: list[int] = []
    used, room = 0, first
    for word in WORD.finditer(text):
        size = cell_len(word[1])
        if used and used + size > room:
            ends.append(word.start())
            used, room = 0, others
        used += cell_len(word[0])
    return ends
