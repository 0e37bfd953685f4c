"""Undo the formatter: single quotes, one blank line between definitions."""

from __future__ import annotations

import ast
import re
from typing import Final

from checker.parsing import parse

SIMPLE: Final = re.compile(rb'"[^"\'\\]*"')


def unformatted(content: bytes) -> bytes:
    """Return a module with single quotes and one blank line where the formatter puts two.

    Its strings and its code are the same.
    """
    lines = content.splitlines(keepends=True)
    for row, start, end in sorted(_one_line_strings(content), reverse=True):
        line = lines[row]
        text = line[start:end]
        if SIMPLE.fullmatch(text):
            lines[row] = line[:start] + b"'" + text[1:-1] + b"'" + line[end:]
    return b"".join(lines).replace(b"\n\n\n", b"\n\n")


def _one_line_strings(content: bytes) -> set[tuple[int, int, int]]:
    """Return the positions of strings on one line; Python releases differ about f-strings."""
    tree = parse(content)
    inside = {
        id(part)
        for each in ast.walk(tree)
        if isinstance(each, ast.JoinedStr)
        for part in ast.walk(each)
    }
    return {
        (each.lineno - 1, each.col_offset, each.end_col_offset or 0)
        for each in ast.walk(tree)
        if isinstance(each, ast.Constant)
        and isinstance(each.value, str)
        and each.lineno == each.end_lineno
        and id(each) not in inside
    }
