"""Everything that becomes HTML: each text is hostile and is escaped here, once."""

from checker.markup.annotated import LineNote, annotated
from checker.markup.code import code_line, plain
from checker.markup.environment import render, style_sheet
from checker.markup.highlighting import Classes, classes
from checker.markup.prose import comment, label, prose, suggestion
from checker.markup.table import TableRow, rows, table

__all__ = [
    "Classes",
    "LineNote",
    "TableRow",
    "annotated",
    "classes",
    "code_line",
    "comment",
    "label",
    "plain",
    "prose",
    "render",
    "rows",
    "style_sheet",
    "suggestion",
    "table",
]
