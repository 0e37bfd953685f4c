"""Say things: results to stdout, everything else to stderr."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import click

from checker.report import as_json


def print_result(text: str = "") -> None:
    """Say a result."""
    click.echo(text)


def print_note(text: str) -> None:
    """Say something beside the result."""
    click.echo(text, err=True)


def print_json(schema: str, fields: Mapping[str, Any]) -> None:
    """Say a result to a program: one JSON document."""
    click.echo(as_json.write({"schema": f"messypr/{schema}/1", **fields}), nl=False)


def in_ci() -> bool:
    """Return whether nobody is watching."""
    return os.environ.get("CI", "").lower() not in {"", "0", "false"}


def may_ask() -> bool:
    """Return whether somebody is there to answer."""
    return sys.stdin.isatty() and not in_ci()


def counted(number: int, thing: str) -> str:
    """Return ``1 comment`` or ``2 comments``."""
    return f"{number} {thing}" + ("" if number == 1 else "s")


def in_minutes(left: timedelta) -> str:
    """Return how many minutes are left, or for how many it is over; begun ones count."""
    minutes = math.ceil(abs(left) / timedelta(minutes=1))
    return f"{minutes} min left" if left >= timedelta(0) else f"over by {minutes} min"
