"""The answer of a conversation as a stream: its events, and the entries that they form."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from checker.simulator.chat import entries
from checker.simulator.store.memory import Memory
from checker.simulator.store.records import Conversation
from checker.simulator.wire.answer import Piece, ToolCall

Event: TypeAlias = tuple[str, Mapping[str, Any]]  # its kind and its fields
CALLED = ("id", "name", "tool_call_id", "model", "agent_id", "confirmation_status")
EXECUTION = {"started": ("name", "arguments"), "done": ("name", "info")}
HANDOFF = {
    "started": ("previous_agent_id", "previous_agent_name"),
    "done": ("next_agent_id", "next_agent_name"),
}
BY_WHOM = ("tool.execution.started",)
SAID = ("id", "model", "agent_id", "role")


class Transcript:
    """Turns pieces of a stream into events, and collects them as entries."""

    def __init__(self, talk: Conversation, memory: Memory) -> None:
        self._memory = memory
        self._talk = talk
        self._outputs: list[dict[str, Any]] = []
        self._words: list[str] = []
        self._message: dict[str, Any] | None = None
        self._begun: dict[str, Any] = {}

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._words)

    @property
    def outputs(self) -> list[dict[str, Any]]:
        """The entries so far; there is one message at most."""
        return [
            {**each, "content": self.text} if each is self._message else each
            for each in self._outputs
        ]

    def events(self, piece: Piece) -> Iterator[Event]:
        """Yield the events of a piece."""
        match piece:
            case ToolCall():
                yield self._called(piece)
            case Mapping():
                self._happened(piece)
                kind = str(piece.get("type"))
                whom = entries.by_whom(self._talk) if kind in BY_WHOM else {}
                yield kind, {**whom, **piece}
            case str() | None:
                yield self._said(piece or "")
            case Sequence():
                for chunk in piece:
                    yield self._said(chunk)

    def _said(self, content: Any) -> Event:
        if self._message is None:
            self._message = entries.message(self._memory, "", self._talk)
            self._outputs.append(self._message)
        self._words.append(content if isinstance(content, str) else str(content.get("text", "")))
        kept = {name: self._message[name] for name in SAID}
        where = {"output_index": len(self._outputs) - 1, "content_index": 0}
        return "message.output.delta", {"content": content, **where, **kept}

    def _called(self, call: ToolCall) -> Event:
        made = entries.function_call(self._memory, call, self._talk)
        self._outputs.append(made)
        arguments = made["arguments"]
        text = arguments if isinstance(arguments, str) else json.dumps(arguments)
        kept = {name: made[name] for name in CALLED}
        where = {"output_index": len(self._outputs) - 1}
        return "function.call.delta", {"arguments": text, **where, **kept}

    def _happened(self, piece: Mapping[str, Any]) -> None:
        """Record a tool that ran at the API, or a handoff: it has a start and an end event."""
        kind, _, step = str(piece.get("type")).rpartition(".")
        fields = {name: value for name, value in piece.items() if name not in ("type", "id")}
        if step == "started":
            self._begun = fields
        elif step == "done" and kind in entries.PREFIXES:
            both = {**self._begun, **fields}
            self._outputs.append(entries.entry(self._memory, kind, both))


def happening(each: Mapping[str, Any]) -> list[Piece]:
    """Return the events of a tool that ran at the API, or of a handoff."""
    kept = {"id": each["type"], "output_index": 0}
    steps = EXECUTION if each["type"] == "tool.execution" else HANDOFF
    return [
        {"type": f"{each['type']}.{step}", **kept, **{name: each[name] for name in names}}
        for step, names in steps.items()
    ]
