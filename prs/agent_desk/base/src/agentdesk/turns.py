"""The turns of a conversation, in clear, and how they are written down."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum


class Role(StrEnum):
    """Who speaks; a tool gives the result of a call."""

    USER = "user"
    ASSISTANT = "assistant"
    TOOL = "tool"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A tool that the model asked for; ``arguments`` is JSON."""

    id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What one of them said; ``call_id`` is the call that a tool answers."""

    role: Role
    text: str = ""
    calls: tuple[Call, ...] = ()
    call_id: str = ""


def to_line(turn: Turn) -> str:
    """Return a turn as one line of JSON."""
    return json.dumps(asdict(turn), ensure_ascii=False)


def from_line(line: str) -> Turn:
    """Return the turn that a line of JSON holds."""
    values = json.loads(line)
    calls = tuple(Call(**call) for call in values.get("calls", ()))
    return Turn(
        role=Role(values["role"]),
        text=values["text"],
        calls=calls,
        call_id=values.get("call_id", ""),
    )
