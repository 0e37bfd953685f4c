"""The tools of a chat request."""

from __future__ import annotations

import re
from typing import Any

from checker.simulator.rules import fields
from checker.simulator.rules.call import EndpointCall
from checker.simulator.wire.answer import Raw
from checker.simulator.wire.error_bodies import error, invalid, problem

NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}")
FUNCTION: fields.Table = {  # SDK 3.7.0: Function
    "name": fields.text,
    "description": fields.text,
    "parameters": fields.mapping,
    "strict": fields.boolean,
}


# SDK 3.7.0: the unions of ChatCompletionRequest and of ConversationRequest
IN_CHAT = ("function", "image_generation", "document_library", "connector")
IN_CONVERSATIONS = (*IN_CHAT, "code_interpreter", "web_search", "web_search_premium")


def refusal(call: EndpointCall, kinds: tuple[str, ...] = IN_CHAT) -> Raw | None:
    """Return what is wrong with the first wrong tool; of other tools only the type is checked."""
    for index, tool in enumerate(call.body.get("tools") or []):
        wrong = _wrong(tool, ("tools", index), kinds, call)
        if wrong is not None:
            return wrong
    return None


def _wrong(
    tool: Any, loc: tuple[str | int, ...], kinds: tuple[str, ...], call: EndpointCall
) -> Raw | None:
    if not isinstance(tool, dict):
        return invalid(problem("dict_type", loc, "Input should be a valid dictionary", tool))
    kind = tool.get("type", "function")
    if kind not in kinds:
        allowed = ", ".join(f"'{name}'" for name in kinds)
        words = f"Input tag '{kind}' found using 'type' does not match any of {allowed}"
        return invalid(problem("union_tag_invalid", loc, words, tool))
    if kind != "function":
        return _not_here(kind) if call.regional else None
    function = tool.get("function")
    if not isinstance(function, dict):
        return invalid(problem("missing", (*loc, "function"), "Field required", tool))
    found = fields.problems(function, FUNCTION, ("name",), (*loc, "function"))
    if found:
        return invalid(*found)
    return None if NAME.fullmatch(function["name"]) else bad_name(function["name"])


def _not_here(kind: str) -> Raw:
    """Return the refusal of a tool that regional hosts lack (docs; the words are ours)."""
    words = f"Tool {kind} is not supported on this regional endpoint."
    return error(400, words, "invalid_request_error", None)


def bad_name(name: str) -> Raw:
    """Return the refusal of a name, in the words of mistralai/mistral-common."""
    words = (
        f"Function name was {name} but must be a-z, A-Z, 0-9, or contain underscores and dashes, "
        "with a maximum length of 64."
    )
    return error(400, words, "invalid_request_error", None)
