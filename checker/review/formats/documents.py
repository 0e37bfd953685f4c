"""Access to other tools' JSON without trust; the values are validated as in a review file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from checker.errors import InvalidReviewError

_SPAN = re.compile(r"[lL]?(\d{1,8})(?:\s*[-\u2010-\u2015,:]\s*[lL]?(\d{1,8}))?")


def record(value: object, where: str) -> Mapping[str, Any]:
    """Return a value that must be a JSON object.

    Raises:
        InvalidReviewError: It is something else.
    """
    if not isinstance(value, dict):
        raise InvalidReviewError(f"{where} must be a JSON object")
    return value


def listed(value: object, where: str) -> list[Any]:
    """Return a value that must be a list; an empty one where it is missing.

    Raises:
        InvalidReviewError: It is something else.
    """
    if value is None:
        return []
    if not isinstance(value, list):
        raise InvalidReviewError(f"{where} must be a list")
    return value


def within(value: object, where: str, *names: str) -> Any:
    """Return a value inside nested objects, None where one of them is missing."""
    for name in names:
        if value is None:
            return None
        value = record(value, where).get(name)
    return value


def word(value: object, *names: str) -> str:
    """Return a text or a number inside nested objects as text; "" where there is none."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""


def lines(first: object, last: object) -> dict[str, object]:
    """Return the fields for a range of lines; a comment on the whole file has no lines.

    Numbers may be written as text, and a range as one text.
    """
    first, to = _span(first)
    last, end = _span(last)
    if first is None and end is not None:
        first = last
    last = end if end is not None else last if last is not None else to
    if last is None and first is None:
        return {"subject_type": "file"}
    last = first if last is None else last
    if isinstance(first, int) and isinstance(last, int) and first > last:
        first, last = last, first
    return {"line": last} if first in (None, last) else {"start_line": first, "line": last}


def _span(value: object) -> tuple[object, object]:
    """Return the first and the last line that a value names; what names none stays as it is."""
    if isinstance(value, float) and value.is_integer():
        return int(value), None
    if isinstance(value, list) and 1 <= len(value) <= 2:  # noqa: PLR2004  a pair
        return _span(value[0])[0], _span(value[-1])[0]
    if not isinstance(value, str):
        return (None, None) if value == 0 or value is False else (value, None)
    found = _SPAN.fullmatch(value.strip())
    if found is None:
        return (value, None) if value.strip() else (None, None)
    return int(found[1]) or None, int(found[2]) if found[2] else None
