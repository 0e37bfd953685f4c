"""A reply in the form of the API: one JSON object, or server-sent events."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from checker.simulator.answer import Piece, Raw, Reply, Stream, ToolCall, Usage
from checker.simulator.gate import Gate
from checker.simulator.limits import tokens_of
from checker.simulator.refusals import as_json
from checker.simulator.wire import WireRequest

CREATED = 1_780_000_000  # fixed: the same request gets the same bytes
WORD = re.compile(r"\s*\S+|\s+$")
DONE = b"data: [DONE]\n\n"


def as_object(reply: Reply, request: WireRequest) -> Raw:
    """Return the reply as one JSON object."""
    message = {
        "role": "assistant",
        "content": reply.content,
        "tool_calls": _calls(reply.tool_calls) or None,
        "prefix": False,
    }
    count = request.body.get("n") or 1
    body = {
        **_envelope(request, "chat.completion"),
        "usage": _usage(reply.usage, request, str(reply.content)),
        "choices": [
            {"index": index, "message": message, "finish_reason": reply.finish_reason}
            for index in range(count)
        ],
    }
    return as_json(200, body, reply.headers)


def as_stream(reply: Reply) -> Stream:
    """Return the reply as events: text word by word, each tool call whole (opik#7385)."""
    match reply.content:
        case None:
            content: tuple[Piece, ...] = ()
        case str() as text:
            content = tuple(WORD.findall(text))
        case chunks:
            content = tuple([chunk] for chunk in chunks)
    return Stream(
        pieces=(*content, *reply.tool_calls),
        finish_reason=reply.finish_reason,
        usage=reply.usage,
        headers=reply.headers,
    )


def events(stream: Stream, request: WireRequest) -> Iterator[bytes | Gate | float]:
    """Yield the events as bytes, and what holds them back in between; without ``[DONE]``."""
    envelope = _envelope(request, "chat.completion.chunk")
    if stream.opening:
        yield _event(envelope, _choice({"role": "assistant", "content": ""}))
    calls = 0
    for piece in stream.pieces:
        match piece:
            case Gate() | bytes() | float() | int():
                yield piece
            case ToolCall():
                yield _event(envelope, _choice({"tool_calls": _calls((piece,), calls)}))
                calls += 1
            case Mapping():
                yield _event(envelope, piece)
            case content:
                yield _event(envelope, _choice({"content": content}))
    if stream.finish_reason is not None:
        said = "".join(piece for piece in stream.pieces if isinstance(piece, str))
        last = _choice({"content": ""}, stream.finish_reason)
        yield _event(envelope, {**last, "usage": _usage(stream.usage, request, said)})


def _envelope(request: WireRequest, kind: str) -> dict[str, Any]:
    name = hashlib.sha256(request.raw).hexdigest()[:32]
    return {"id": name, "object": kind, "created": CREATED, "model": request.model}


def _event(envelope: Mapping[str, Any], fields: Mapping[str, Any]) -> bytes:
    data = json.dumps({**envelope, **fields}, separators=(",", ":"))
    return f"data: {data}\n\n".encode()


def _choice(delta: Mapping[str, Any], finish_reason: str | None = None) -> dict[str, Any]:
    return {"choices": [{"index": 0, "delta": delta, "finish_reason": finish_reason}]}


def _calls(calls: tuple[ToolCall, ...], first: int = 0) -> list[dict[str, Any]]:
    return [
        {
            "id": call.id,
            "type": "function",
            "function": {"name": call.name, "arguments": call.arguments},
            "index": index,
        }
        for index, call in enumerate(calls, first)
    ]


def _usage(given: Usage | None, request: WireRequest, said: str) -> dict[str, int]:
    prompt, completion = given or (tokens_of(json.dumps(request.messages)), tokens_of(said))
    total = prompt + completion
    return {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": total}
