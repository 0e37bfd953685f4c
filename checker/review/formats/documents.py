"""Access to other tools' JSON without trust; the values are validated as in a review file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from checker.errors import InvalidReviewError

Document = Mapping[str, Any]
"""A review with the fields of a review file, before it is validated."""


def load(text: str, kind: str) -> object:
    """Return the value of a JSON text.

    Raises:
        InvalidReviewError: It is not JSON.
    """
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidReviewError(f"the {kind} file is not JSON: {error}") from error


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


def lines(first: object, last: object) -> dict[str, object]:
    """Return the fields for a range of lines; a comment on the whole file has no lines."""
    if last is None and first is None:
        return {"subject_type": "file"}
    last = first if last is None else last
    return {"line": last} if first in (None, last) else {"start_line": first, "line": last}


def only_author(names: list[str], author: str) -> str:
    """Return whose comments to take: the given author's, or the only one's.

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
