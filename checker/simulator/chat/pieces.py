"""A reply as the pieces of a stream, and what of them the last event carries."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checker.simulator.rules.call import EndpointCall
from checker.simulator.store.behaviour import ends_with_text
from checker.simulator.store.limits import CHARS_PER_TOKEN
from checker.simulator.wire.answer import Piece, Reply, Stream, ToolCall

WORD = re.compile(r"\s*\S+|\s+$")
MOST_THOUGHTS = 64  # events; a longer thought comes in longer pieces (ours)


def as_events(reply: Reply, call: EndpointCall, name: str) -> Stream:
    """Return the reply as the events in which its model sends it.

    Text comes word by word, in some streams up to the event with the reason. Tool calls come whole
    and all in that event (35 of 35 recorded streams); a foreign model that the API hosts splits
    them.
    """
    model = call.memory.model(name)
    splits = model is not None and model.splits_calls
    calls = _fragments(reply.tool_calls) if splits else reply.tool_calls
    together = not splits and (
        bool(calls) or ends_with_text(call.memory.behaviour, call.request.raw)
    )
    spoken = content_pieces(reply.content)
    if together and not calls:
        spoken = _halved(spoken)
    return Stream(
        pieces=(*spoken, *calls),
        finish_reason=reply.finish_reason,
        usage=reply.usage,
        together=together,
        headers=reply.headers,
        content_type=reply.content_type,
    )


def content_pieces(content: str | Sequence[Mapping[str, Any]] | None) -> tuple[Piece, ...]:
    """Return the content piece by piece.

    Text comes word by word. Of chunks the thoughts come word by word too, as chunks; the text after
    them begins with a chunk that closes the thought and goes on as plain strings
    (simonw/llm-mistral, magistral-stream.sse).
    """
    match content:
        case None:
            return ()
        case str() as text:
            return tuple(WORD.findall(text))
        case chunks:
            return tuple(_chunk_pieces(chunks))


def closing(stream: Stream) -> tuple[tuple[Piece, ...], tuple[ToolCall, ...] | Any]:
    """Return the pieces with an event of their own, and what the event with the reason carries."""
    pieces = stream.pieces
    if not stream.together or stream.finish_reason is None or not pieces:
        return pieces, ""
    calls = 0
    while calls < len(pieces) and isinstance(pieces[-1 - calls], ToolCall):
        calls += 1
    if calls:
        return pieces[:-calls], pieces[-calls:]
    last = pieces[-1]
    spoken = isinstance(last, str) or (isinstance(last, Sequence) and not isinstance(last, bytes))
    return (pieces[:-1], last) if spoken else (pieces, "")


def _chunk_pieces(chunks: Sequence[Mapping[str, Any]]) -> Iterator[Piece]:
    thinking = False
    for chunk in chunks:
        thoughts, text = chunk.get("thinking"), chunk.get("text")
        if isinstance(thoughts, list):
            yield from ([{"type": "thinking", "thinking": part}] for part in _thoughts(thoughts))
            thinking = True
        elif thinking and isinstance(text, str):
            first, *rest = WORD.findall(text) or [""]
            yield [{"type": "thinking", "thinking": []}, {"type": "text", "text": first}]
            yield from rest
            thinking = False
        else:
            yield [chunk]


def _thoughts(thoughts: list[Any]) -> Iterator[list[Any]]:
    for thought in thoughts:
        text = thought.get("text") if isinstance(thought, dict) else None
        words = WORD.findall(text) if isinstance(text, str) else []
        if not words:
            yield [thought]
        many = -(-len(words) // MOST_THOUGHTS)
        for first in range(0, len(words), many or 1):
            yield [{**thought, "text": "".join(words[first : first + many])}]


def _halved(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return a single long word in two pieces: no token is that long."""
    match pieces:
        case (str() as word,) if len(word) > CHARS_PER_TOKEN:
            return word[: len(word) // 2], word[len(word) // 2 :]
        case _:
            return pieces


def _fragments(calls: tuple[ToolCall, ...]) -> tuple[Mapping[str, Any], ...]:
    """Return the events of a model that splits calls: the name first, then the arguments."""
    return tuple(each for index, call in enumerate(calls) for each in _split(index, call))


def _split(index: int, call: ToolCall) -> Iterator[Mapping[str, Any]]:
    text = call.arguments if isinstance(call.arguments, str) else json.dumps(call.arguments)
    for identity, name, arguments in (({"id": call.id}, call.name, ""), ({}, "", text)):
        function = {"name": name, "arguments": arguments}
        sent = {**identity, "type": "function", "function": function, "index": index}
        delta = {"tool_calls": [sent], "content": ""}
        yield {"choices": [{"index": 0, "delta": delta, "finish_reason": None}]}
