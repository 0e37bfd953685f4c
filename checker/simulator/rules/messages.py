"""The form of chat messages: their fields by role, in pydantic's words."""

from __future__ import annotations

from itertools import islice
from typing import Any

from checker.simulator.rules import fields
from checker.simulator.wire.error_bodies import problem

# SDK 3.7.0: SystemMessage, UserMessage, AssistantMessage, ToolMessage
ROLES: dict[str, fields.Table] = {
    "system": {"role": fields.text, "content": fields.content},
    "user": {"role": fields.text, "content": fields.content},
    "assistant": {
        "role": fields.text,
        "content": fields.content,
        "tool_calls": fields.items(),
        "prefix": fields.boolean,
    },
    "tool": {
        "role": fields.text,
        "content": fields.content,
        "tool_call_id": fields.text,
        "name": fields.text,
    },
}
CHUNKS = (  # SDK 3.7.0, ContentChunk
    *("text", "image_url", "document_url", "reference", "file", "thinking", "input_audio"),
    *("resource", "resource_link"),
)
NEEDS_CONTENT = ("system", "user")
CALL: fields.Table = {
    "id": fields.text,
    "type": fields.text,
    "index": fields.integer(0),
    "function": fields.mapping,
}
FUNCTION: fields.Table = {"name": fields.text, "arguments": fields.anything}


def problems(messages: list[Any]) -> list[dict[str, Any]]:
    """Return everything that is wrong with the form of the messages."""
    if not messages:  # the wording is ours
        message = "List should have at least 1 item after validation, not 0"
        return [problem("too_short", ("messages",), message, messages)]
    found = (each for i, message in enumerate(messages) for each in _of(message, i))
    return list(islice(found, fields.MAX_PROBLEMS))


def _of(message: Any, index: int) -> list[dict[str, Any]]:
    loc = ("messages", index)
    if not isinstance(message, dict):
        return [problem("dict_type", loc, "Input should be a valid dictionary", message)]
    role = message.get("role")
    if not isinstance(role, str) or role not in ROLES:
        allowed = ", ".join(f"'{name}'" for name in ROLES)
        return [problem("union_tag_invalid", loc, f"Role should be one of {allowed}", message)]
    needed = ("content",) if role in NEEDS_CONTENT else ()
    found = fields.problems(message, ROLES[role], needed, (*loc, role))
    if found:
        return found
    content = message.get("content")
    chunks = enumerate(content) if isinstance(content, list) else ()
    wrong = (each for n, chunk in chunks for each in _of_chunk(chunk, (*loc, role, "content", n)))
    if unknown := list(islice(wrong, fields.MAX_PROBLEMS)):
        return unknown
    calls = enumerate(message.get("tool_calls") or [])
    wrong = (each for n, call in calls for each in _of_call(call, (*loc, role, "tool_calls", n)))
    return list(islice(wrong, fields.MAX_PROBLEMS))


def _of_chunk(chunk: dict[str, Any], loc: tuple[str | int, ...]) -> list[dict[str, Any]]:
    kind = chunk.get("type", "text")
    if kind in CHUNKS:
        return []
    allowed = ", ".join(f"'{name}'" for name in CHUNKS)
    words = f"Input tag '{kind}' found using 'type' does not match any of {allowed}"
    return [problem("union_tag_invalid", loc, words, chunk)]


def _of_call(call: Any, loc: tuple[str | int, ...]) -> list[dict[str, Any]]:
    if not isinstance(call, dict):
        return [problem("dict_type", loc, "Input should be a valid dictionary", call)]
    found = fields.problems(call, CALL, ("function",), loc)
    if found:
        return found
    needed = ("name", "arguments")
    return fields.problems(call["function"], FUNCTION, needed, (*loc, "function"))
