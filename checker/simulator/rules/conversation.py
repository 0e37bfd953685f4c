"""The order of chat messages: who may follow whom, and which calls are answered.

Wordings and codes as observed: avante-corp/avante.nvim#2695 and charmbracelet/crush#279 (order,
3230), mistralai/client-ts#106 (number of responses, 3230), solbrowse/extension#16 (empty assistant
message); the table of roles as in the validator of mistralai/mistral-common, except that the API
was seen to refuse a user message after a tool message, which newer validators take.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import Any, TypeAlias

from checker.simulator.wire.answer import Raw
from checker.simulator.wire.error_bodies import error

Message: TypeAlias = dict[str, Any]

MAY_FOLLOW = {
    "system": {"system", "user", "assistant"},
    "user": {"system", "user", "assistant"},
    "assistant": {"user", "assistant", "tool"},
    "tool": {"assistant", "tool"},
}
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
    open_calls: Counter[str] = Counter()  # a list would make this quadratic
    for message in messages:
        if message["role"] == "tool":
            name = message.get("tool_call_id")
            if not name:  # the wording is ours
                return error(400, "Tool call id has to be defined.", "invalid_request_error", None)
            if not open_calls[name]:
                return _order(UNANSWERED)
            open_calls[name] -= 1
        elif open_calls.total():
            return _order(UNANSWERED)
        open_calls.update(_id(call) for call in message.get("tool_calls") or [])
    return _order(UNANSWERED) if open_calls.total() else None


def _each(messages: list[Message]) -> Raw | None:
    """Return what is wrong with a single message."""
    for message in messages:
        if message["role"] != "assistant":
            continue
        calls = message.get("tool_calls") or []
        if not message.get("content") and not calls:
            words = "Assistant message must have either content or tool_calls, but not none."
            return error(400, words, "invalid_request_error", None)
        if message.get("prefix") and message is not messages[-1]:
            words = "Assistant message with prefix True must be last message"
            return error(400, words, "invalid_request_error", None)
        for call in calls:
            if not CALL_ID.fullmatch(_id(call)):
                return _bad_id(_id(call))
    return None


def _id(call: Message) -> str:
    return str(call.get("id") or "null")  # SDK 3.7.0 sends "null" for a missing id


def _bad_id(name: str) -> Raw:
    words = f"Tool call id was {name} but must be a-z, A-Z, 0-9, with a length of 9."
    return error(400, words, "invalid_function_call", "3280")


def _order(message: str) -> Raw:
    return error(400, message, "invalid_request_message_order", "3230")
