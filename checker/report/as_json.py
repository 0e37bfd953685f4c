"""Scorecard -> JSON: the format in which a report is stored, and the one for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import PurePath
from typing import Any

from checker.report.scorecard import Scorecard

SCHEMA = "messypr/report/2"
_COMMAND = re.compile(r"(##\w*)\[")  # CI runners search a log line for ##[error]


def dump(card: Scorecard) -> str:
    """Return the JSON document, in ASCII, without anything that a CI runner reads as a command."""
    return write({"schema": SCHEMA, **plain(card)})


def write(document: Mapping[str, Any]) -> str:
    """Return any JSON document in that form."""
    return _COMMAND.sub(r"\1\\u005b", json.dumps(document, indent=2)) + "\n"


def line(document: Mapping[str, Any]) -> str:
    """Return any JSON document on one line, safe in the same way."""
    return _COMMAND.sub(r"\1\\u005b", json.dumps(document))


def plain(value: Any) -> Any:
    """Return a value of a report as JSON types."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    return str(value) if isinstance(value, PurePath) else value
