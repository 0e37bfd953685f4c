"""Turn what candidate code returns or raises into plain JSON."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime, timedelta
from enum import Enum
from pathlib import PurePath
from typing import Any

MAX_DEPTH = 30
MAX_TEXT_CHARS = 100_000


class NotPlainError(Exception):
    """A value cannot be written as plain JSON."""


def plain(value: object, depth: int = 0) -> Any:
    """Return a value as plain JSON: dataclasses and pydantic models become objects.

    Dates become ISO 8601, paths and enums their text or value, durations seconds, sets sorted
    lists, tuples lists.

    Raises:
        NotPlainError: the value has no such form, or is nested too deeply.
    """
    if depth > MAX_DEPTH:
        raise NotPlainError(f"nested deeper than {MAX_DEPTH} levels")
    if value is None or type(value) in {bool, int, float}:
        return value
    simple = _simple(value)
    if simple is not None:
        return simple
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        value = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    elif hasattr(type(value), "model_dump"):
        value = value.model_dump(mode="json")  # type: ignore[attr-defined]  # a pydantic model
    if isinstance(value, Mapping):
        return {str(plain(key, depth + 1)): plain(each, depth + 1) for key, each in value.items()}
    if isinstance(value, AbstractSet):
        return sorted((plain(each, depth + 1) for each in value), key=repr)
    if isinstance(value, Sequence):
        return [plain(each, depth + 1) for each in value]
    raise NotPlainError(f"a {type(value).__name__} has no plain form")


def _simple(value: object) -> str | int | float | None:
    match value:
        case Enum():
            return value.value if isinstance(value.value, str | int | float) else value.name
        case str() | PurePath():
            return str(value)[:MAX_TEXT_CHARS]
        case datetime() | date():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case bytes():
            return value.decode("utf-8", "backslashreplace")[:MAX_TEXT_CHARS]
        case _:
            return None


def raised(error: BaseException) -> dict[str, Any]:
    """Return what was raised: its class names up to BaseException, its text and its cause."""
    return {
        "type": type(error).__name__,
        "bases": [each.__name__ for each in type(error).__mro__],
        "message": _text(error),
        "cause": type(error.__cause__).__name__ if error.__cause__ is not None else None,
    }


def _text(error: BaseException) -> str:
    try:
        return str(error)[:2_000]
    except Exception:  # noqa: BLE001  a candidate's __str__ may do anything
        return "<its text is not available>"
