from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from checker.review.formats import Format
from checker.rules.rule import Severity

DRAFTING = "src/helpdesk/drafting.py"
CLI = "src/helpdesk/cli.py"
GONE = "d" * 40
HEAD = "<the dealt head>"  # which a test puts there


@dataclass(frozen=True, slots=True, kw_only=True)
class At:
    """A comment that must be there after the import; ``says`` is a part of its text."""

    line: int | None
    start: int | None = None
    path: str = DRAFTING
    side: str = "RIGHT"
    severity: Severity | None = None
    says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A file, and what importing it must come to."""

    name: str
    form: Format
    text: str
    at: tuple[At, ...] = ()
    left_out: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    summary: str = ""
    event: str | None = None
    author: str = ""


def as_json(document: Any) -> str:
    return json.dumps(document)


def json_lines(*documents: Any) -> str:
    return "".join(json.dumps(each) + "\n" for each in documents)
