"""A reply in the form of chat completions: one JSON object, or server-sent events."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from checker.simulator.rules import model
from checker.simulator.rules.call import EndpointCall
from checker.simulator.store.limits import tokens_of
from checker.simulator.wire.answer import NULL, Piece, Raw, Reply, Stream, ToolCall, Usage
from checker.simulator.wire.error_bodies import as_json
from checker.simulator.wire.gate import Gate
from checker.simulator.wire.values import WireRequest

CREATED_UNIX_SECONDS = 1_787_270_400  # fixed, 2026-08-21: the same request gets the same bytes
WORD = re.compile(r"\s*\S+|\s+$")
DONE = b"data: [DONE]\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatForm:
    """The form of chat, FIM and agent completions; ``name`` returns the model that answers."""

    name: Callable[[EndpointCall], str]
    end: bytes = DONE

    def whole(self, reply: Reply, call: EndpointCall) -> Raw:
        """Return the reply as one JSON object."""
        message = {
            "role": "assistant",
            "content": reply.content,
            "tool_calls": _calls(reply.tool_calls) or None,
            "prefix": False,
        }
        body = {
            **_envelope(call.request, "chat.completion", self.name(call)),
            "usage": usage(reply.usage, call, str(reply.content)),
            "choices": [
                {"index": index, "message": message, "finish_reason": reply.finish_reason}
                for index in range(_count(call))
            ],
        }
        return as_json(200, body, (*reply.headers, *model.headers(call, self.name(call))))

    def stream(self, reply: Reply) -> Stream:
        """Return the reply as events: text word by word, each tool call whole (opik#7385)."""
        return Stream(
            pieces=(*content_pieces(reply.content), *reply.tool_calls),
            finish_reason=reply.finish_reason,
            usage=reply.usage,
            headers=reply.headers,
            content_type=reply.content_type,
        )

    def events(self, stream: Stream, call: EndpointCall) -> Iterator[bytes | Gate | float]:
        """Yield the events as bytes, and the gates and pauses between them; without ``[DONE]``."""
        envelope = _envelope(call.request, "chat.completion.chunk", self.name(call))
        several = range(_count(call))
        if stream.opening:
            yield from _each(envelope, several, {"role": "assistant", "content": ""})
        calls = 0
        for piece in stream.pieces:
            match piece:
                case Gate() | bytes() | float() | int():
                    yield piece
                case ToolCall():
                    yield from _each(envelope, several, {"tool_calls": _calls((piece,), calls)})
                    calls += 1
                case Mapping():
                    yield _event(envelope, piece)
                case content:
                    yield from _each(envelope, several, {"content": content})
        if stream.finish_reason is not None:
            said = "".join(piece for piece in stream.pieces if isinstance(piece, str))
            for index in several:
                last = _choice(index, {"content": ""}, stream.finish_reason)
                fields = {"usage": usage(stream.usage, call, said)} if index == several[-1] else {}
                yield _event(envelope, {**last, **fields})


CHAT = ChatForm(name=lambda call: call.request.model)


def content_pieces(content: str | Sequence[Mapping[str, Any]] | None) -> tuple[Piece, ...]:
    """Return the content piece by piece: text word by word, chunks one by one."""
    match content:
        case None:
            return ()
        case str() as text:
            return tuple(WORD.findall(text))
        case chunks:
            return tuple([chunk] for chunk in chunks)


def usage(
    given: Usage | Literal["null"] | None, call: EndpointCall, said: str
) -> dict[str, int] | None:
    """Return the usage of a completion; ``n`` answers count one by one, the prompt once."""
    if given == NULL:
        return None
    asked = call.request.messages or call.body.get("prompt") or call.body.get("inputs")
    estimate = (tokens_of(json.dumps(asked)), tokens_of(said) * _count(call))
    prompt, completion = given or estimate
    total = prompt + completion
    return {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": total}


def _count(call: EndpointCall) -> int:
    return int(call.body.get("n") or 1)


def _envelope(request: WireRequest, kind: str, name: str) -> dict[str, Any]:
    digest = hashlib.sha256(request.raw).hexdigest()[:32]
    return {"id": digest, "object": kind, "created": CREATED_UNIX_SECONDS, "model": name}


def _each(envelope: Mapping[str, Any], several: range, delta: Mapping[str, Any]) -> Iterator[bytes]:
    """Yield one event for each of ``n`` answers."""
    for index in several:
        yield _event(envelope, _choice(index, delta))


def _event(envelope: Mapping[str, Any], fields: Mapping[str, Any]) -> bytes:
    data = json.dumps({**envelope, **fields}, separators=(",", ":"))
    return f"data: {data}\n\n".encode()


def _choice(
    index: int, delta: Mapping[str, Any], finish_reason: str | None = None
) -> dict[str, Any]:
    return {"choices": [{"index": index, "delta": delta, "finish_reason": finish_reason}]}


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
