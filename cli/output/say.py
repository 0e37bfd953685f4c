"""Print results to stdout and everything else to stderr."""

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
    """Print a result to stdout."""
    click.echo(text)


def print_note(text: str) -> None:
    """Print something beside the result to stderr."""
    click.echo(text, err=True)


def print_json(schema: str, fields: Mapping[str, Any]) -> None:
    """Print a result for programs: one JSON document."""
    click.echo(as_json.write({"schema": f"messypr/{schema}/1", **fields}), nl=False)


def in_ci() -> bool:
    """Return whether the command runs in CI, where nobody watches."""
    return os.environ.get("CI", "").lower() not in {"", "0", "false"}


def may_ask() -> bool:
    """Return whether somebody can answer a question."""
    return sys.stdin.isatty() and not in_ci()


def counted(number: int, thing: str) -> str:
    """Return ``1 comment`` or ``2 comments``."""
    return f"{number} {thing}" + ("" if number == 1 else "s")


def in_minutes(left: timedelta) -> str:
    """Return how many minutes are left or over, rounded up."""
    minutes = math.ceil(abs(left) / timedelta(minutes=1))
    return f"{minutes} min left" if left >= timedelta(0) else f"over by {minutes} min"
