"""A reply in the form of chat completions: one JSON object, or server-sent events."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from checker.simulator.chat import usage
from checker.simulator.chat.pieces import as_events, closing
from checker.simulator.rules import model
from checker.simulator.rules.call import EndpointCall
from checker.simulator.store.limits import tokens_of
from checker.simulator.wire.answer import Pause, Raw, Reply, Stream, ToolCall, Usage
from checker.simulator.wire.error_bodies import as_json
from checker.simulator.wire.gate import Gate
from checker.simulator.wire.values import WireRequest

CREATED_UNIX_SECONDS = 1_787_270_400  # fixed, 2026-08-21: the same request gets the same bytes
DONE = b"data: [DONE]\n\n"
PADDING = "abcdefghijklmnopqrstuvwxyz0123456789"


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
        }
        body = {
            **_envelope(call.request, "chat.completion", self.name(call)),
            "usage": _usage(reply.usage, call, _said(str(reply.content), reply.tool_calls)),
            "choices": [
                {"index": index, "message": message, "finish_reason": reply.finish_reason}
                for index in range(_count(call))
            ],
        }
        return as_json(200, body, (*reply.headers, *model.headers(call, self.name(call))))

    def stream(self, reply: Reply, call: EndpointCall) -> Stream:
        """Return the reply as the events in which its model sends it."""
        return as_events(reply, call, self.name(call))

    def events(self, stream: Stream, call: EndpointCall) -> Iterator[bytes | Gate | Pause | float]:
        """Yield the events as bytes, and the gates and pauses between them; without ``[DONE]``."""
        sent = _Events(_envelope(call.request, "chat.completion.chunk", self.name(call)))
        several = range(_count(call))
        if stream.opening:
            for index in several:
                yield sent.choice(index, {"role": "assistant", "content": ""}, padded=False)
        pieces, last = closing(stream)
        calls = 0
        for piece in pieces:
            match piece:
                case Gate() | Pause() | bytes() | float() | int():
                    yield piece
                    continue
                case Mapping():
                    yield sent.event(piece)
                    continue
                case ToolCall():
                    delta: dict[str, Any] = {"tool_calls": _calls((piece,), calls)}
                    calls += 1
                case content:
                    delta = {"content": content}
            for index in several:
                yield sent.choice(index, delta)
        if stream.finish_reason is not None:
            yield from self._ending(stream, call, sent, _delta(last, calls))

    def _ending(
        self, stream: Stream, call: EndpointCall, sent: _Events, delta: Mapping[str, Any]
    ) -> Iterator[bytes]:
        """Yield the event with the reason for each of ``n`` answers; the last has the usage."""
        texts = "".join(piece for piece in stream.pieces if isinstance(piece, str))
        asked = tuple(piece for piece in stream.pieces if isinstance(piece, ToolCall))
        used = _usage(stream.usage, call, _said(texts, asked))
        for index in range(_count(call)):
            fields = {"usage": used} if index == _count(call) - 1 else {}
            yield sent.choice(index, delta, stream.finish_reason, fields)


class _Events:
    """Writes the events of one stream; each but the first ones is padded to hide its length.

    Source: docs, changelog of 2025-08-27, and 68 of 68 recorded streams.
    """

    def __init__(self, envelope: Mapping[str, Any]) -> None:
        self._envelope = envelope
        self._count = 0

    def event(self, fields: Mapping[str, Any], *, padded: bool = True) -> bytes:
        """Return one event."""
        self._count += 1
        digest = hashlib.sha256(f"{self._envelope['id']}:{self._count}".encode()).digest()
        padding = {"p": PADDING[: 1 + digest[0] % len(PADDING)]} if padded else {}
        data = json.dumps({**self._envelope, **padding, **fields}, separators=(",", ":"))
        return f"data: {data}\n\n".encode()

    def choice(
        self,
        index: int,
        delta: Mapping[str, Any],
        finish_reason: str | None = None,
        fields: Mapping[str, Any] | None = None,
        *,
        padded: bool = True,
    ) -> bytes:
        """Return one event of one answer."""
        choice = {"index": index, "delta": delta, "finish_reason": finish_reason}
        return self.event({"choices": [choice], **(fields or {})}, padded=padded)


CHAT = ChatForm(name=lambda call: call.request.model)


def _delta(last: tuple[ToolCall, ...] | Any, first: int) -> dict[str, Any]:
    """Return what the last event carries: calls without any ``content``, or some content."""
    if isinstance(last, tuple):
        return {"tool_calls": _calls(last, first)}
    return {"content": last}


def _usage(
    given: Usage | Literal["null"] | None, call: EndpointCall, said: str
) -> dict[str, Any] | None:
    """Return the usage of a completion; ``n`` answers count one by one, the prompt once."""
    asked = call.request.messages or call.body.get("prompt") or call.body.get("inputs")
    estimate = (tokens_of(json.dumps(asked)), tokens_of(said) * _count(call))
    most = call.body.get("max_tokens")
    most = None if most is None else most * _count(call)
    return usage.of_completion(given, estimate, most, audio=_heard(call.request.messages))


def _heard(messages: list[dict[str, Any]]) -> bool:
    """Return whether a message holds audio."""
    contents = [message.get("content") for message in messages]
    chunks = [chunk for each in contents if isinstance(each, list) for chunk in each]
    return any(isinstance(each, dict) and each.get("type") == "input_audio" for each in chunks)


def _said(text: str, calls: tuple[ToolCall, ...]) -> str:
    return text + "".join(f"{call.name}{call.arguments}" for call in calls)


def _count(call: EndpointCall) -> int:
    return int(call.body.get("n") or 1)


def _envelope(request: WireRequest, kind: str, name: str) -> dict[str, Any]:
    digest = hashlib.sha256(request.raw).hexdigest()[:32]
    return {"id": digest, "object": kind, "created": CREATED_UNIX_SECONDS, "model": name}


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
