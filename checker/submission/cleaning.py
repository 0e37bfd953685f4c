"""Make the text of a candidate's Python file fit for grading; pure."""

from __future__ import annotations

import io
import re
import tokenize
from pathlib import PurePosixPath

from checker.errors import InvalidReviewError
from checker.review import markers

_HIDDEN = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069]|(?<!^)\ufeff")
_UTF_8 = {"utf-8", "utf-8-sig", "ascii", "us-ascii"}


def foreign_encoding(content: bytes) -> str:
    """Return the encoding that a Python file declares if it is not UTF-8, else "".

    Python would run another text than the one that linters and people read.
    """
    try:
        declared, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
    except SyntaxError:
        return ""  # Python refuses the file, and so do the checks
    return "" if declared in _UTF_8 else declared


def without_markers(content: bytes, path: PurePosixPath) -> bytes:
    """Return a Python file without review markers; unchanged if it cannot be read."""
    try:
        return markers.strip(content.decode(), path).encode()
    except (UnicodeDecodeError, InvalidReviewError):
        return content


def hidden_characters(content: bytes) -> tuple[str, ...]:
    """Return the invisible and direction-changing characters of a file, as ``U+202E``."""
    found = set(_HIDDEN.findall(content.decode("utf-8", "replace")))
    return tuple(f"U+{ord(character):04X}" for character in sorted(found))
