"""JSON of other tools, looked into with suspicion; what is found is checked as a review file is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from checker.errors import InvalidReviewError

Document = Mapping[str, Any]
"""A review as a review file has it, before it is checked."""


def load(text: str, kind: str) -> object:
    """Return what a JSON text holds."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidReviewError(f"the {kind} file is not JSON: {error}") from error


def record(value: object, where: str) -> Mapping[str, Any]:
    """Return a value that must be a JSON object."""
    if not isinstance(value, dict):
        raise InvalidReviewError(f"{where} must be a JSON object")
    return value


def listed(value: object, where: str) -> list[Any]:
    """Return a value that must be a list; an empty one where it is missing."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise InvalidReviewError(f"{where} must be a list")
    return value


def within(value: object, where: str, *names: str) -> Any:
    """Return what lies in objects within each other, None where one is missing."""
    for name in names:
        if value is None:
            return None
        value = record(value, where).get(name)
    return value


def lines(first: object, last: object) -> dict[str, object]:
    """Return the fields of a range of lines; a comment on the whole file has none."""
    if last is None and first is None:
        return {"subject_type": "file"}
    last = first if last is None else last
    return {"line": last} if first in (None, last) else {"start_line": first, "line": last}


def only_author(names: list[str], author: str) -> str:
    """Return whose comments are taken: the author asked for, or the only one there is.

    Raises:
        InvalidReviewError: There are several, or the one asked for wrote nothing.
    """
    there = sorted(set(names))
    if author and author not in there:
        raise InvalidReviewError(
            f"{author!a} wrote no comment; there are comments of: {', '.join(map(ascii, there))}"
        )
    if not author and len(there) > 1:
        raise InvalidReviewError(
            f"there are comments of {', '.join(map(ascii, there))}: say whose with --author"
        )
    return author or next(iter(there), "")
