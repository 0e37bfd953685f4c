"""What the chat endpoint says unscripted: enough to see what it was given, and always the same."""

from __future__ import annotations

import json
import re
from typing import Any

from checker.simulator import answers
from checker.simulator.answer import Reply
from checker.simulator.samples import sample
from checker.simulator.wire import WireRequest

CITED = 8
CONTEXT_ID = re.compile(r"\[([\w.:#/-]{1,60})\]")
MUST_CALL = ("any", "required")


def reply(request: WireRequest) -> Reply:
    """Return a tool call where one is demanded, JSON in JSON mode, else a citing sentence.

    The sentence quotes the first words of the last user message and repeats every ``[id]`` that
    the messages contain, as a model would cite the passages it was given.
    """
    demanded = _demanded(request.body)
    if demanded is not None:
        arguments = sample(demanded.get("parameters") or {})
        call = answers.tool_call(demanded["name"], json.dumps(arguments))
        return answers.reply(tool_calls=(call,))
    said = _sentence(request.messages)
    form = request.body.get("response_format") or {}
    match form.get("type"):
        case "json_object":
            ids = context_ids(request.messages)
            return answers.reply(json.dumps({"answer": said, "sources": ids}))
        case "json_schema":
            wrapper = form.get("json_schema")
            schema = wrapper.get("schema") if isinstance(wrapper, dict) else None
            return answers.reply(json.dumps(sample(schema, said)))
        case _:
            return answers.reply(_prefix(request.messages) + said)


def text_of(message: dict[str, Any]) -> str:
    """Return the text of a message, also where its content is a list of chunks."""
    content = message.get("content")
    if isinstance(content, str):
        return content
    chunks = content if isinstance(content, list) else []
    texts = [chunk.get("text") for chunk in chunks if isinstance(chunk, dict)]
    return " ".join(text for text in texts if isinstance(text, str))


def context_ids(messages: list[dict[str, Any]]) -> list[str]:
    """Return every ``[id]`` in the messages, once each, in order."""
    found = [name for message in messages for name in CONTEXT_ID.findall(text_of(message))]
    return list(dict.fromkeys(found))


def _sentence(messages: list[dict[str, Any]]) -> str:
    asked = [text_of(message) for message in messages if message.get("role") == "user"]
    words = " ".join((asked or [""])[-1].split()[:CITED])
    cited = "".join(f" [{name}]" for name in context_ids(messages))
    return f'You asked "{words}".{cited}'


def _prefix(messages: list[dict[str, Any]]) -> str:
    """Return what the answer has to start with (docs: ``prefix: true``)."""
    last = messages[-1]
    return text_of(last) if last.get("role") == "assistant" else ""


def _demanded(body: dict[str, Any]) -> dict[str, Any] | None:
    """Return the function that the request forces the model to call."""
    tools = [t for t in body.get("tools") or [] if t.get("type", "function") == "function"]
    functions: list[dict[str, Any]] = [tool["function"] for tool in tools]
    choice = body.get("tool_choice")
    if isinstance(choice, dict):
        wanted = choice.get("function")
        name = wanted.get("name") if isinstance(wanted, dict) else None
        functions = [function for function in functions if function["name"] == name]
    elif choice not in MUST_CALL:
        return None
    return functions[0] if functions else None
