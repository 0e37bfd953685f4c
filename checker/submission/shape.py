"""Decide whether a Python file has a shape that a tokenizer gets through quickly; pure."""

from __future__ import annotations

import re

MAX_LINE_BYTES = 2_000
MAX_BLANKS = 200  # next to each other: Python's tokenizer takes the square of their number
_BLANKS = re.compile(rb"[ \t\f]{%d}" % (MAX_BLANKS + 1))


def objection(content: bytes) -> str:
    """Return why a file is not given to any tokenizer or regular expression, or ""."""
    longest = max(map(len, content.splitlines()), default=0)
    if longest > MAX_LINE_BYTES:
        return f"a line of it has {longest:,} bytes; at most {MAX_LINE_BYTES:,} are read"
    if _BLANKS.search(content):
        return f"more than {MAX_BLANKS} blanks stand next to each other in it"
    return ""
