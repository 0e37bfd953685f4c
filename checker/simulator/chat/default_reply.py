"""The chat endpoint's answer without a script: it shows what the request contained."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

from checker.simulator import answers
from checker.simulator.canned.json_schema import sample
from checker.simulator.chat.tool_use import called
from checker.simulator.rules.texts import text_of
from checker.simulator.store.limits import CHARS_PER_TOKEN, tokens_of
from checker.simulator.store.memory import Memory
from checker.simulator.wire.answer import Reply
from checker.simulator.wire.values import WireRequest

CITED_WORDS = 8
CONTEXT_ID = re.compile(r"\[([\w.:#/-]{1,60})\]")
THOUGHT = "Let me read what was asked."
RUNAWAY = " \n" * 40  # docs, known limitations: "an infinite whitespace stream"


def default_reply(request: WireRequest, memory: Memory) -> Reply:
    """Return a tool call if one is demanded or fits, JSON in JSON mode, else a citing sentence.

    The sentence quotes the first words of the last user message and repeats every ``[id]`` in
    the messages, as a model would cite the passages it was given. ``stop`` and ``max_tokens``
    end it early.
    """
    call = called(request.body, request.messages, memory.behaviour)
    if call is not None:
        return call
    said = _sentence(request.messages)
    form = request.body.get("response_format") or {}
    match form.get("type"):
        case "json_object":
            return shortened(_json(request.messages, said), request.body)
        case "json_schema":
            schema = form["json_schema"].get("schema")
            return shortened(answers.reply(sample(schema, said)), request.body)
        case _:
            text = answers.reply(_prefix(request.messages) + said)
            if _reasons(request, memory):
                return _reasoned(text, request.body)
            return shortened(text, request.body)


def shortened(whole: Reply, body: dict[str, Any]) -> Reply:
    """Return the text up to a stop word, and no longer than ``max_tokens``."""
    text = str(whole.content)
    stop = body.get("stop")
    for word in stop if isinstance(stop, list) else [stop]:
        if isinstance(word, str) and word:
            text = text.partition(word)[0]
    most = body.get("max_tokens")
    if most is not None and tokens_of(text) > most:
        return replace(whole, content=text[: most * CHARS_PER_TOKEN], finish_reason="length")
    return replace(whole, content=text)


def context_ids(messages: list[dict[str, Any]]) -> list[str]:
    """Return every ``[id]`` in the messages, once each, in order."""
    found = [name for message in messages for name in CONTEXT_ID.findall(text_of(message))]
    return list(dict.fromkeys(found))


def _sentence(messages: list[dict[str, Any]]) -> str:
    asked = [text_of(message) for message in messages if message.get("role") == "user"]
    words = " ".join((asked or [""])[-1].split()[:CITED_WORDS])
    cited = "".join(f" [{name}]" for name in context_ids(messages))
    return f'You asked "{words}".{cited}'


def _json(messages: list[dict[str, Any]], said: str) -> Reply:
    """Return an object, or endless whitespace if no message asks for JSON.

    API reference, response_format: "you MUST also instruct the model to produce JSON".
    """
    if not any("json" in text_of(message).lower() for message in messages):
        return answers.reply(RUNAWAY, finish_reason="length")
    return answers.reply(json.dumps({"answer": said, "sources": context_ids(messages)}))


def _reasons(request: WireRequest, memory: Memory) -> bool:
    model = memory.model(request.model)
    asked = (request.body.get("reasoning_effort") or "none") != "none"
    return asked and model is not None and "reasoning" in model.serves


def _reasoned(text: Reply, body: dict[str, Any]) -> Reply:
    """Return the answer as reasoning models give it: a thought, then the text (hermes#4748)."""
    most = body.get("max_tokens")
    left = None if most is None else most - tokens_of(THOUGHT)
    if left is not None and left <= 0:
        thought = [{"type": "text", "text": THOUGHT[: (most or 0) * CHARS_PER_TOKEN]}]
        return answers.reply([{"type": "thinking", "thinking": thought}], finish_reason="length")
    said = shortened(text, {**body, "max_tokens": left})
    thought = [{"type": "text", "text": THOUGHT}]
    return replace(
        said,
        content=[
            {"type": "thinking", "thinking": thought, "closed": True},
            {"type": "text", "text": said.content},
        ],
    )


def _prefix(messages: list[dict[str, Any]]) -> str:
    """Return the text that the answer must start with (docs: ``prefix: true``)."""
    last = messages[-1] if messages else {}
    return text_of(last) if last.get("role") == "assistant" else ""
