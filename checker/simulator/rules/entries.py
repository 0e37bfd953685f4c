"""The entries that a client sends to a conversation: their form and their order."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from checker.simulator.rules import fields
from checker.simulator.wire.answer import Raw
from checker.simulator.wire.error_bodies import as_json, invalid, problem

EVERY: fields.Table = {
    "object": fields.one_of("entry"),
    "type": fields.text,
    "created_at": fields.text,
    "completed_at": fields.text,
    "id": fields.text,
}
KINDS: dict[str, fields.Table] = {  # SDK 3.7.0: InputEntries
    "message.input": {
        **EVERY,
        "role": fields.one_of("user", "assistant"),
        "content": fields.content,
        "prefix": fields.boolean,
    },
    "message.output": {
        **EVERY,
        "role": fields.one_of("assistant"),
        "content": fields.content,
        "agent_id": fields.text,
        "model": fields.text,
    },
    "function.result": {**EVERY, "tool_call_id": fields.text, "result": fields.text},
    "function.call": {
        **EVERY,
        "tool_call_id": fields.text,
        "name": fields.text,
        "arguments": fields.anything,
        "agent_id": fields.text,
        "model": fields.text,
        "confirmation_status": fields.text,
    },
    "tool.execution": {**EVERY, **dict.fromkeys(("name", "arguments"), fields.text)},
    "agent.handoff": {**EVERY},
}
NEEDED = {
    "message.input": ("role", "content"),
    "message.output": ("content",),
    "function.result": ("tool_call_id", "result"),
    "function.call": ("tool_call_id", "name", "arguments"),
}
ERROR_CODE, TOO_LONG = 3001, 3051
UNPROCESSABLE = 422


def kind_of(entry: Mapping[str, Any]) -> str:
    """Return the type of an entry; a message may omit it (docs, agents: role and content)."""
    return str(entry.get("type") or "message.input")


def refusal(inputs: Any) -> Raw | None:
    """Return what is wrong with the form of the inputs: text, or a list of entries."""
    if isinstance(inputs, str):
        return None
    if not isinstance(inputs, list):
        return invalid(problem("list_type", ("inputs",), "Input should be a valid list", inputs))
    return fields.refused(wrong for i, entry in enumerate(inputs) for wrong in _of(entry, i))


def missing_results(before: Iterable[Mapping[str, Any]], inputs: Sequence[Any]) -> Raw | None:
    """Return a refusal if function calls have no results (SnarfNL/HA_MistralAI#21)."""
    open_calls = unanswered(before)
    given = [entry["tool_call_id"] for entry in inputs if kind_of(entry) == "function.result"]
    left = open_calls - Counter(given)
    others = any(kind_of(entry) != "function.result" for entry in inputs)
    if left and (others or not given):
        listed = ", ".join(f"'{name}'" for name in left.elements())
        return refused(
            "Cannot append other inputs while function results are still missing. "
            f"Provide function results first for: [{listed}]"
        )
    strangers = [name for name in given if name not in open_calls]
    if strangers:  # the wording is ours
        return refused(f"No function call is waiting for the result of '{strangers[0]}'")
    return None


def unanswered(entries: Iterable[Mapping[str, Any]]) -> Counter[str]:
    """Return the ids of the function calls that have no result, and how often."""
    open_calls: Counter[str] = Counter()
    for entry in entries:
        name = str(entry.get("tool_call_id"))
        if kind_of(entry) == "function.call":
            open_calls[name] += 1
        elif kind_of(entry) == "function.result" and open_calls[name]:
            open_calls[name] -= 1
    return +open_calls


def refused(message: str, code: int = ERROR_CODE) -> Raw:
    """Return an error in the form of conversations, which differs from that of chat."""
    body = {
        "object": "Error",
        "message": message,
        "type": "invalid_request_error",
        "code": code,
    }
    return as_json(400, body)


def enveloped(refused: Raw | None) -> Raw | None:
    """Return a 422 in the form of conversations (partITech/php-mistral#76), others as they are."""
    if refused is None or refused.status != UNPROCESSABLE:
        return refused
    detail = json.loads(refused.content)["detail"]
    told = {"object": "Error", "detail": detail, "message": detail}
    return as_json(UNPROCESSABLE, {**told, "type": "invalid_request_error", "code": ERROR_CODE})


def too_long(tokens: int, context: int) -> Raw | None:
    """Return the refusal of inputs that no context takes, documents included (client-ts#212)."""
    if tokens <= context:
        return None
    return refused("Input too large: couldn't fit with truncation", TOO_LONG)


def _of(entry: Any, index: int) -> list[dict[str, Any]]:
    loc = ("inputs", index)
    if not isinstance(entry, dict):
        return [problem("dict_type", loc, "Input should be a valid dictionary", entry)]
    kind = kind_of(entry)
    if kind not in KINDS:
        words = f"Input tag '{kind}' found using 'type' does not match any of the expected tags"
        return [problem("union_tag_invalid", loc, words, entry)]
    if kind == "agent.handoff":
        return []
    return fields.problems(entry, KINDS[kind], NEEDED.get(kind, ()), (*loc, kind))
