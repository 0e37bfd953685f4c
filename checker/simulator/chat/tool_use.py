"""Which tool the model calls without a script, and how ``max_tokens`` cuts the call."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from checker.simulator import answers
from checker.simulator.canned.json_schema import sample
from checker.simulator.canned.vectors import stems
from checker.simulator.rules.texts import text_of
from checker.simulator.store.behaviour import Behaviour
from checker.simulator.store.limits import CHARS_PER_TOKEN, tokens_of
from checker.simulator.wire.answer import Reply

MUST_CALL = ("any", "required")
HEAD_TOKENS = 4  # of a call up to its arguments: recorded, 4 give the name alone
# T1001, 2026-08-21. From each sign of a long word its time would be that of the square.
NAMED_THING = re.compile(r"(?<!\w)\w*\d[\w-]*")
IDENTITIES = frozenset({"id", "number", "key", "code"})
SPLIT_NAME = re.compile(r"[_-]|(?<=[a-z])(?=[A-Z])")


def called(
    body: dict[str, Any], messages: list[dict[str, Any]], behaviour: Behaviour
) -> Reply | None:
    """Return a call of the tool that the request demands, or that the model chooses; else None."""
    function = _chosen(body, messages, behaviour)
    if function is None:
        return None
    named = NAMED_THING.findall(_question(messages))
    arguments = sample(function.get("parameters") or {}, named[0] if named else "text")
    call = answers.tool_call(function["name"], arguments)
    most = body.get("max_tokens")
    if most is None or most >= HEAD_TOKENS + tokens_of(arguments):
        return answers.reply(tool_calls=(call,))
    if most < HEAD_TOKENS:  # rig, terminal_metadata_matrix, *_tiny_tool: no call at all
        return answers.reply("", finish_reason="length")
    kept = replace(call, arguments=arguments[: (most - HEAD_TOKENS) * CHARS_PER_TOKEN])
    return answers.reply(tool_calls=(kept,), finish_reason="length")


def _chosen(
    body: dict[str, Any], messages: list[dict[str, Any]], behaviour: Behaviour
) -> dict[str, Any] | None:
    tools = [t for t in body.get("tools") or [] if t.get("type", "function") == "function"]
    functions: list[dict[str, Any]] = [tool["function"] for tool in tools]
    choice = body.get("tool_choice")
    if isinstance(choice, dict):
        wanted = choice.get("function")
        name = wanted.get("name") if isinstance(wanted, dict) else None
        functions = [function for function in functions if function["name"] == name]
    elif choice not in MUST_CALL:
        functions = _of_its_own(functions, messages, behaviour) if choice in (None, "auto") else []
    return functions[0] if functions else None


def _of_its_own(
    functions: list[dict[str, Any]], messages: list[dict[str, Any]], behaviour: Behaviour
) -> list[dict[str, Any]]:
    """Return the tools that the model calls though it need not: for a user's message only."""
    if behaviour.calls_tools == "never" or not messages or messages[-1].get("role") != "user":
        return []
    if behaviour.calls_tools == "once":
        return functions
    question = _question(messages)
    asked, named = set(stems(question)), bool(NAMED_THING.search(question))
    return [
        function
        for function in functions
        if asked & _words(function) and (named or not _needs_an_id(function))
    ]


def _needs_an_id(function: dict[str, Any]) -> bool:
    """Return whether a required argument is an id: who is not told one asks for it first."""
    required = (function.get("parameters") or {}).get("required")
    names = (
        [name for name in required if isinstance(name, str)] if isinstance(required, list) else []
    )
    return any(IDENTITIES & set(SPLIT_NAME.split(name.lower())) for name in names)


def _words(function: dict[str, Any]) -> set[str]:
    name = " ".join(SPLIT_NAME.split(function["name"]))
    return set(stems(f"{name} {function.get('description') or ''}"))


def _question(messages: list[dict[str, Any]]) -> str:
    """Return the text of the last user message."""
    asked = [text_of(message) for message in messages if message.get("role") == "user"]
    return (asked or [""])[-1]
