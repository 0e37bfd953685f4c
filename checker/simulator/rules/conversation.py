"""The order of chat messages: who may follow whom, and which calls are answered.

Wordings and codes as observed: avante-corp/avante.nvim#2695 and charmbracelet/crush#279 (order,
3230), mistralai/client-ts#106 (number of responses, 3230), solbrowse/extension#16 (empty assistant
message); the table of roles as in the validator of mistralai/mistral-common of 2026-07-23, and as
the API was recorded in August 2026: a user message after a tool message is accepted
(0xPlaygrounds/rig, history_roundtrip_matrix). Ids and names in calls: mistral-common, and
vercel/ai#2477 for "null".
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any, TypeAlias

from checker.simulator.rules import tools
from checker.simulator.wire.answer import Raw
from checker.simulator.wire.error_bodies import error

Message: TypeAlias = dict[str, Any]

MAY_FOLLOW = {
    "system": {"system", "user", "assistant"},
    "user": {"system", "user", "assistant"},
    "assistant": {"user", "assistant", "tool"},
    "tool": {"assistant", "tool", "user"},
}
NO_ID = "null"  # SDK 3.7.0 sends this for a missing id
CALL_ID = re.compile(r"[A-Za-z0-9]{9}")
UNANSWERED = "Not the same number of function calls and responses"


def refusal(messages: list[Message]) -> Raw | None:
    """Return the first rule that the conversation breaks, None if it breaks none."""
    if messages[0]["role"] == "tool" or [m["role"] for m in messages] == ["assistant"]:
        return _order("Conversation must start with a user message or system message")
    for earlier, later in pairwise(messages):
        if later["role"] not in MAY_FOLLOW[earlier["role"]]:
            return _order(f"Unexpected role '{later['role']}' after role '{earlier['role']}'")
    return _last(messages[-1]) or _answered(messages) or _each(messages)


def _last(message: Message) -> Raw | None:
    if message["role"] != "assistant" or message.get("prefix"):
        return None
    return _order(
        "Expected last role User or Tool (or Assistant with prefix True) for serving "
        "but got assistant"
    )


def _answered(messages: list[Message]) -> Raw | None:
    """Return a refusal if calls and tool messages do not match one to one."""
    open_calls: set[str] = set()  # a list would make this quadratic
    closed_calls: set[str] = set()
    for message in messages:
        if message["role"] == "tool":
            refused = _result(message, open_calls, closed_calls)
            if refused is not None:
                return refused
            continue
        if open_calls:
            return _order(UNANSWERED)
        names = [_id(call) for call in message.get("tool_calls") or []]
        open_calls, closed_calls = set(names), closed_calls if not names else set()
        if len(open_calls) < len(names):
            return _order(f"Duplicate tool call id {_repeated(names)} in assistant message")
    return _order(UNANSWERED) if open_calls else None


def _result(message: Message, open_calls: set[str], closed_calls: set[str]) -> Raw | None:
    """Return a refusal of a tool message whose call is not open; it closes its call."""
    name = message.get("tool_call_id")
    if not name:
        return error(400, "Tool call id has to be defined.", "invalid_request_error", None)
    if name in closed_calls:
        return _order(f"Duplicate tool call id {name} in tool results")
    if name not in open_calls:
        return _order(f"Unexpected tool call id {name} in tool results")
    open_calls.discard(name)
    closed_calls.add(name)
    return None


def _each(messages: list[Message]) -> Raw | None:
    """Return what is wrong with a single message."""
    for message in messages:
        if message["role"] == "tool" and not tools.NAME.fullmatch(message.get("name") or "tool"):
            return tools.bad_name(message["name"])
        refused = _assistant(message, messages[-1]) if message["role"] == "assistant" else None
        if refused is not None:
            return refused
    return None


def _assistant(message: Message, last: Message) -> Raw | None:
    calls = message.get("tool_calls") or []
    if not message.get("content") and not calls:
        words = "Assistant message must have either content or tool_calls, but not none."
        return error(400, words, "invalid_request_error", None)
    if message.get("prefix") and message is not last:
        words = "Assistant message with prefix True must be last message"
        return error(400, words, "invalid_request_error", None)
    for call in calls:
        if _id(call) == NO_ID:
            return _bad_call("Tool call id has to be defined in serving mode.")
        if not CALL_ID.fullmatch(_id(call)):
            words = f"Tool call id was {_id(call)} but must be a-z, A-Z, 0-9, with a length of 9."
            return _bad_call(words)
        if not tools.NAME.fullmatch(call["function"]["name"]):
            return tools.bad_name(call["function"]["name"])
    return None


def _id(call: Message) -> str:
    return str(call.get("id") or NO_ID)


def _repeated(names: list[str]) -> str:
    return next(name for index, name in enumerate(names) if name in names[:index])


def _bad_call(words: str) -> Raw:
    return error(400, words, "invalid_function_call", "3280")


def _order(message: str) -> Raw:
    return error(400, message, "invalid_request_message_order", "3230")
