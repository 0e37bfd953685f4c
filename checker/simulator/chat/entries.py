"""Entries of a conversation: from a request, in the store, and as messages of a chat."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from checker.simulator.canned.ids import prefixed
from checker.simulator.rules.entries import kind_of
from checker.simulator.store.memory import Memory
from checker.simulator.store.records import Conversation
from checker.simulator.wire.answer import ToolCall

PREFIXES = {  # docs, agents and conversations: ids in the sample outputs
    "message.input": "msg",
    "message.output": "msg",
    "function.call": "fc",
    "function.result": "fr",
    "tool.execution": "tool_exec",
    "agent.handoff": "handoff",
}


def timestamp(seconds: float) -> str:
    """Return a time in the API's format."""
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")


def entry(memory: Memory, kind: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return an entry with a new id and new times, unless the fields contain them."""
    now = timestamp(memory.clock.now())
    return {
        "object": "entry",
        "type": kind,
        "created_at": now,
        "completed_at": now,
        "id": prefixed(PREFIXES[kind], memory.number("entry")),
        **{name: value for name, value in fields.items() if value is not None},
    }


def from_inputs(memory: Memory, inputs: Any) -> list[dict[str, Any]]:
    """Return the entries that a client sends: text is a user's message."""
    given = [{"role": "user", "content": inputs}] if isinstance(inputs, str) else inputs or []
    kept = [entry(memory, kind_of(each), each) for each in given]
    return [{"prefix": False, **each} if each["type"] == "message.input" else each for each in kept]


def message(memory: Memory, content: Any, talk: Conversation) -> dict[str, Any]:
    """Return the model's message as an entry."""
    fields = {"content": content, "role": "assistant"}
    return {**entry(memory, "message.output", fields), **by_whom(talk)}


def by_whom(talk: Conversation) -> dict[str, Any]:
    """Return the fields that name the author of an entry."""
    return {"model": talk.model, "agent_id": talk.agent_id}


def function_call(memory: Memory, call: ToolCall, talk: Conversation) -> dict[str, Any]:
    """Return a function that the model calls, as an entry (docs: it has not completed)."""
    fields = {"tool_call_id": call.id, "name": call.name, "arguments": call.arguments}
    made = entry(memory, "function.call", fields)
    undone = {"completed_at": None, "confirmation_status": None}
    return {**made, **undone, **by_whom(talk)}


def messages(instructions: str | None, entries: Iterable[Mapping[str, Any]]) -> list[Any]:
    """Return the entries as messages of a chat, for the code that answers those."""
    found: list[Any] = [{"role": "system", "content": instructions}] if instructions else []
    for each in entries:
        match each["type"]:
            case "message.input" | "message.output":
                found.append({"role": each["role"], "content": each["content"]})
            case "function.call":
                function = {"name": each["name"], "arguments": each["arguments"]}
                call = {"id": each["tool_call_id"], "function": function}
                found.append({"role": "assistant", "tool_calls": [call]})
            case "function.result":
                answered = {"tool_call_id": each["tool_call_id"], "content": each["result"]}
                found.append({"role": "tool", **answered})
    return found
