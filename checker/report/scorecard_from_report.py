"""JSON -> Scorecard: a stored report is validated like any other input."""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from checker.errors import UsageError
from checker.report.as_json import SCHEMA
from checker.report.scorecard import Scorecard

Value = TypeVar("Value")


def parse(text: str) -> Scorecard:
    """Return the scorecard that a JSON report holds.

    Raises:
        UsageError: It does not follow the format; the message says where.
    """
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"the report is not JSON: {error}") from error
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise UsageError(f"the report: schema must be {SCHEMA!r}")
    return _record(Scorecard, document, "report")


def _record(kind: type[Value], value: object, where: str) -> Value:
    """Return a dataclass built from a JSON object; unknown fields are skipped."""
    if not isinstance(value, dict):
        raise _wrong(where, "an object")
    hints = get_type_hints(kind)
    known = fields(kind)  # type: ignore[arg-type]
    needed = [field.name for field in known if field.default is MISSING]
    if missing := [name for name in needed if name not in value]:
        raise UsageError(f"{where}: {missing[0]} is missing")
    names = [field.name for field in known if field.name in value]
    return kind(**{name: _read(hints[name], value[name], f"{where}.{name}") for name in names})


def _read(kind: Any, value: object, where: str) -> Any:
    """Return a JSON value as the type that a field asks for."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return None if value is None else _read(_only(arguments), value, where)
    if origin is tuple:
        if not isinstance(value, list):
            raise _wrong(where, "a list")
        return tuple(_read(arguments[0], each, f"{where}[{n}]") for n, each in enumerate(value))
    if origin is Mapping:
        if not isinstance(value, dict):
            raise _wrong(where, "an object")
        pairs = {name: _read(arguments[1], each, f"{where}.{name}") for name, each in value.items()}
        return types.MappingProxyType(pairs)
    if isinstance(kind, type) and is_dataclass(kind):
        return _record(kind, value, where)
    return _scalar(kind, value, where)


def _only(arguments: tuple[Any, ...]) -> Any:
    """Return the type of an optional field without None."""
    return next(each for each in arguments if each is not type(None))


def _scalar(kind: type, value: object, where: str) -> object:
    if issubclass(kind, StrEnum):
        if isinstance(value, str) and value in set(kind):
            return kind(value)
        raise _wrong(where, f"one of {', '.join(kind)}")
    if kind is PurePosixPath and isinstance(value, str):
        return PurePosixPath(value)
    if kind is float and type(value) in (int, float):
        return float(value)  # type: ignore[arg-type]
    if type(value) is kind:  # True is an int in Python
        return value
    raise _wrong(where, {str: "a string", bool: "true or false"}.get(kind, "a number"))


def _wrong(where: str, what: str) -> UsageError:
    return UsageError(f"{where} must be {what}")
