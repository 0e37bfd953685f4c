"""The tools that decide a verdict, and their versions for the report."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import version
from pathlib import Path

RUFF = (str(Path(sys.executable).with_name("ruff")),)
DECIDING = (
    *("ruff", "mypy", "libcst", "pytest"),
    *("mistralai", "pydantic", "httpx2"),  # which candidate code runs on
    "snowballstemmer",  # which comments are compared with
)


def versions() -> tuple[tuple[str, str], ...]:
    """Return the name and version of everything that decides a verdict here."""
    found = tuple((name, version(name)) for name in DECIDING)
    return (("messypr", version("messypr")), ("python", platform.python_version()), *found)
