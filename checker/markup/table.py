"""Turn a file's diff into table rows.

The markup is short on purpose: a page can hold tens of thousands of rows. End tags that HTML allows
to omit are omitted, and the style sheet shows line numbers from attributes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from markupsafe import Markup

from checker.diffs import DiffRow, FileDiff, Gap, LayoutPart, RowPair, Strip, View, marks
from checker.markup.code import code_line, plain
from checker.markup.highlighting import Classes, classes

Ranges = tuple[tuple[int, int], ...]
LINES_PER_CLICK = 20
SHORT_CHARS = 30  # the width of a line that no window wraps
TAB_CHARS = 4
INDENT_CHARS = 4
MOST_INDENTS = 10


class TableRow:
    """A file's diff with the colours of both versions; word marks are computed when needed."""

    def __init__(self, diff: FileDiff) -> None:
        self.diff = diff
        self._starts = {
            True: [block.old_start for block in diff.blocks],
            False: [block.new_start for block in diff.blocks],
        }
        self._marks: dict[int, tuple[dict[int, Ranges], dict[int, Ranges]]] = {}

    @cached_property
    def _old(self) -> tuple[Classes, ...]:
        return classes(self.diff.old_path, self.diff.old)

    @cached_property
    def _new(self) -> tuple[Classes, ...]:
        return classes(self.diff.path, self.diff.new)

    def text(self, row: DiffRow, *, old: bool) -> str:
        """Return the text of one side of a row."""
        number = row.old if old else row.new
        return (self.diff.old if old else self.diff.new)[number - 1] if number else ""

    def code(self, row: DiffRow, *, old: bool) -> str:
        """Return the code of one side of a row."""
        number = row.old if old else row.new
        if number is None:
            return ""
        lines, colours = (self.diff.old, self._old) if old else (self.diff.new, self._new)
        changed = row.old is None or row.new is None
        marked = self._marked(number, old=old) if changed else ()
        return code_line(lines[number - 1], colours[number - 1], marked)

    def _marked(self, number: int, *, old: bool) -> Ranges:
        at = bisect_right(self._starts[old], number - 1) - 1
        if at < 0:
            return ()
        if at not in self._marks:
            self._marks[at] = marks(self.diff, self.diff.blocks[at])
        return self._marks[at][0 if old else 1].get(number, ())


def table(given: TableRow, part: LayoutPart, view: View) -> Markup:
    """Return one part of a file as a table."""
    columns = (
        "<col class=nc><col><col class=nc><col>"
        if view is View.SPLIT
        else ("<col class=nc><col class=nc><col>")
    )
    caption = f"<caption class=sr>Changes in {plain(str(given.diff.path))}</caption>"
    body = "".join(_strip(given, strip, view) for strip in part.strips)
    return Markup(  # noqa: S704  made of escaped pieces
        f'<table class="diff {view}">{caption}<colgroup>{columns}</colgroup>'
        f"<tbody>{body}</tbody></table>"
    )


def rows(given: TableRow, lines: tuple[RowPair, ...], view: View) -> Markup:
    """Return lines as table rows."""
    return Markup(_rows(given, lines, view))  # noqa: S704  made of escaped pieces


def _rows(given: TableRow, lines: tuple[RowPair, ...], view: View) -> str:
    write = _split if view is View.SPLIT else _unified
    return "".join(write(given, lines))


def _strip(given: TableRow, strip: Strip, view: View) -> str:
    head = _header(strip.gap, strip.heading, view) if strip.header else ""
    return head + _rows(given, strip.lines, view)


def _header(gap: Gap | None, heading: str, view: View) -> str:
    span = 4 if view is View.SPLIT else 3
    if gap is None and not heading:
        return ""
    hidden = f" data-first={gap.first} data-last={gap.last}" if gap else ""
    offered = _offered(gap) if gap else ""
    said = f"<span>{plain(heading)}</span>" if heading else ""
    return f"<tr class=hunk{hidden}><td colspan={span}>{offered}{said}"


def _offered(gap: Gap) -> str:
    """Return buttons that show hidden lines: some at the top of the gap, some at its end."""
    every = f"<button class=more data-how=all>Show {len(gap):,} hidden lines</button>"
    if len(gap) <= LINES_PER_CLICK:
        return every
    down = f"<button class=more data-how=down>{LINES_PER_CLICK} more down</button>"
    up = f"<button class=more data-how=up>{LINES_PER_CLICK} more up</button>"
    return down + up + every


def _unified(given: TableRow, lines: tuple[RowPair, ...]) -> Iterator[str]:
    for row, _ in lines:
        if row is None:
            continue
        kind = "" if row.old and row.new else " add" if row.new else " del"
        yield (
            f'<tr class="r{kind}">{_number("L", row.old)}{_number("R", row.new)}'
            f'<td class="{_cell(given.text(row, old=row.new is None))}">'
            f"{given.code(row, old=row.new is None)}"
        )


def _split(given: TableRow, lines: tuple[RowPair, ...]) -> Iterator[str]:
    for left, right in lines:
        yield f"<tr class=r>{_half(given, left, 'L')}{_half(given, right, 'R')}"


def _half(given: TableRow, row: DiffRow | None, side: str) -> str:
    if row is None:
        return "<td class=e><td class=e>"
    old = side == "L"
    changed = row.old is None or row.new is None
    kind = (" del" if old else " add") if changed else ""
    number = row.old if old else row.new
    return (
        f'<td class="n{kind}" data-s={side} data-n={number}>'
        f'<td class="{_cell(given.text(row, old=old), kind)}" data-s={side}>'
        f"{given.code(row, old=old)}"
    )


def _cell(text: str, kind: str = "") -> str:
    """Return the classes of a cell of code; where a long line wraps it goes on under its text."""
    if len(text) <= SHORT_CHARS:
        return f"c{kind}"
    expanded = text.expandtabs(TAB_CHARS)
    indent = min((len(expanded) - len(expanded.lstrip())) // INDENT_CHARS, MOST_INDENTS)
    return f"c{kind} i{indent}"


def _number(side: str, number: int | None) -> str:
    return f"<td class=n data-s={side} data-n={number}>" if number else "<td class=n>"
