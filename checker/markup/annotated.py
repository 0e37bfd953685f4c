"""Render a file's diff with notes at its lines, for paper and for the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from checker.diffs import DiffRow, View, lay_out
from checker.markup.table import TableRow, rows

MAX_LINES = 3_000


@dataclass(frozen=True, slots=True, kw_only=True)
class LineNote:
    """A note at a line of the old or the new side; ``line`` None means the whole file."""

    line: int | None
    old: bool
    html: Markup


def annotated(shown: TableRow, notes: Sequence[LineNote]) -> tuple[Markup, tuple[LineNote, ...]]:
    """Return a file's diff as a table, and the notes on lines that the table does not show."""
    waiting = list(notes)
    written: list[str] = []
    lines = 0
    for part in lay_out(shown.diff, View.UNIFIED):
        for strip in part.strips:
            if strip.header and (strip.gap or strip.heading):
                hidden = f"{len(strip.gap):,} lines not shown " if strip.gap else ""
                heading = Markup("<span>{}</span>").format(strip.heading)
                written.append(f"<tr class=hunk><td colspan=3>{hidden}{heading}")
            for pair in strip.lines:
                row = pair[0]
                lines += 1
                here = [note for note in waiting if row and _stands(note, row)]
                if lines <= MAX_LINES or here:
                    written.append(rows(shown, (pair,), View.UNIFIED))
                for note in here:
                    waiting.remove(note)
                    written.append(
                        f'<tr class=th><td colspan=3><div class="thread">{note.html}</div>'
                    )
    body = "".join(written)
    columns = "<colgroup><col class=nc><col class=nc><col></colgroup>"
    name = Markup("<caption class=sr>Changes in {}</caption>").format(str(shown.diff.path))
    table = f"<table class=diff>{name}{columns}<tbody>{body}</tbody></table>" if body else ""
    return Markup(table), tuple(waiting)  # noqa: S704  made of escaped pieces


def _stands(note: LineNote, row: DiffRow) -> bool:
    return note.line is not None and note.line == (row.old if note.old else row.new)
