"""One recorded request and its answer, and its line in a file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

JSON = "application/json"
EVENTS = "text/event-stream"
TOLD = ("content-type", "retry-after", "mistral-correlation-id")  # what of the headers is kept
LIMITS = "x-ratelimit-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A request and its answer; no header that could hold a key or a cookie.

    Attributes:
        path: Path and query, without the host.
        body: The request's JSON, None where it has none.
        headers: Of the answer.
        answer: The answer's body.
    """

    method: str
    path: str
    body: Any
    status: int
    answer: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def content_type(self) -> str:
        """The type of the answer, a guess where none was recorded."""
        guess = EVENTS if self.answer.startswith(b"data:") else JSON
        return self.headers.get("content-type", guess)


def kept(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers of an answer that may be kept."""
    lower = {name.lower(): value for name, value in headers.items()}
    return {n: v for n, v in lower.items() if n in TOLD or n.startswith(LIMITS)}


def line(recorded: Recorded) -> str:
    """Return one line of JSON, with its end."""
    told = {
        "method": recorded.method,
        "path": recorded.path,
        "body": None if recorded.body is None else json.dumps(recorded.body),
        "status": recorded.status,
        "headers": dict(recorded.headers),
        "answer": recorded.answer.decode("utf-8", errors="replace"),
    }
    return json.dumps(told) + "\n"
