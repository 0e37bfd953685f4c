"""Comments in the rows of a Markdown table that has a column for the file and one for the text."""

from __future__ import annotations

import re
from collections.abc import Mapping

_CELL = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r":?-+:?")
COLUMNS = {
    "file": "file path location place where",
    "line": "line lines line(s) range",
    "severity": "severity priority level impact",
    "text": "comment issue description problem finding message note details what",
    "wish": "fix suggestion recommendation",
}
_NAMES = {name: column for column, names in COLUMNS.items() for name in names.split()}


def cells(row: str) -> list[str]:
    """Return the cells of a row, none where the line is no row."""
    text = row.strip()
    if not text.startswith("|") or not text.endswith("|") or len(text) == 1:
        return []
    return [cell.strip() for cell in _CELL.split(text[1:-1])]


def is_rule(row: list[str]) -> bool:
    """Return whether a row is the line below the names of the columns."""
    return bool(row) and all(_RULE.fullmatch(cell) for cell in row)


def columns(row: list[str]) -> dict[str, int]:
    """Return where the columns are that a comment needs, none where one of them is missing."""
    named = [_NAMES.get(cell.strip("*_` ").lower(), "") for cell in row]
    found = {name: named.index(name) for name in named if name}
    return found if {"file", "text"} <= set(found) else {}


def comment(row: list[str], at: Mapping[str, int]) -> tuple[str, str, str]:
    """Return the place, the severity and the text of a row, as they are written."""
    held = {name: row[index].replace("\\|", "|") for name, index in at.items() if index < len(row)}
    place = held.get("file", "")
    if line := held.get("line", "").strip("`*LlI "):
        place = f"{place.strip('`* ')}:{line}"
    parts = [held.get("text", ""), held.get("wish", "")]
    return place, held.get("severity", ""), "\n\n".join(part for part in parts if part)
