"""Completions: replies that fit the request, and streams scripted event by event."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from checker.simulator.canned.ids import letters
from checker.simulator.wire import error_bodies
from checker.simulator.wire.answer import Piece, Reply, Stream, ToolCall, Usage


def reply(
    content: str | Sequence[Mapping[str, Any]] | None = "",
    *,
    finish_reason: str = "",
    usage: Usage | Literal["null"] | None = None,
    tool_calls: Sequence[ToolCall] = (),
    entries: Sequence[Mapping[str, Any]] = (),
    headers: Mapping[str, str] | None = None,
    content_type: str = "",
) -> Reply:
    """Return a completion, sent as JSON or word by word as events, as the request asks for.

    Args:
        content: Text, None, or content chunks (``{"type": "text", "text": ...}``).
        finish_reason: Empty means ``tool_calls`` where there are some, else ``stop``.
        usage: Prompt and completion tokens; None means an estimate, "null" a null.
        tool_calls: The calls that the model makes; their ids must differ.
        entries: In a conversation, what happened before the answer: entries of the types
            ``tool.execution`` and ``agent.handoff``.
        headers: Further headers of the answer.
        content_type: Replaces the right one.
    """
    ids = [call.id for call in tool_calls]
    if len(set(ids)) < len(ids):
        raise ValueError(f"two calls of one reply share an id ({', '.join(ids)}); pass id= to one")
    return Reply(
        content=content,
        finish_reason=finish_reason or ("tool_calls" if tool_calls else "stop"),
        usage=usage,
        tool_calls=tuple(tool_calls),
        entries=tuple(entries),
        headers=tuple((headers or {}).items()),
        content_type=content_type,
    )


def tool_call(
    name: str,
    arguments: str | Mapping[str, Any] = "{}",
    *,
    id: str = "",  # noqa: A002  # the field's name on the wire
    as_object: bool = False,
) -> ToolCall:
    """Return one call for ``reply`` or ``stream``; text is sent unchanged.

    A mapping becomes the JSON text that the API sends, or with ``as_object`` the object that
    the schema also allows (SDK 3.7.0: ``arguments: dict | str``). Without ``id`` the same call
    always has the same one.
    """
    text = arguments if isinstance(arguments, str) else json.dumps(arguments)
    sent = arguments if as_object else text
    return ToolCall(name=name, arguments=sent, id=id or letters(f"{name}:{text}"))


def stream(
    *pieces: Piece,
    finish_reason: str | None = "",
    usage: Usage | Literal["null"] | None = None,
    opening: bool = True,
    together: bool = False,
    done: bool = True,
    cut_after: int | None = None,
    cut_inside: bool = False,
    headers: Mapping[str, str] | None = None,
    content_type: str = "",
) -> Stream:
    """Return explicit server-sent events, one for each piece; ``reply`` takes the API's own shape.

    Args:
        pieces: Text, chunks or None are content; a ``tool_call`` is a complete delta; a mapping
            (see ``delta`` and ``event``) is merged into the event; bytes are sent verbatim; a
            gate or a number of seconds holds back what follows.
        finish_reason: Of the last event, which carries the usage; None leaves that event out.
        usage: Prompt and completion tokens; None means an estimate, "null" a null.
        opening: Begin with the event that has only a role, as the API does.
        together: Let the event with the reason carry the last piece, or all tool calls at the end,
            as Mistral's models send calls and sometimes text; without it each call has an event of
            its own, which only foreign models do.
        done: End with ``[DONE]``.
        cut_after: Close the connection after this many events, the opening one included.
        cut_inside: Send half of the next event before that.
        headers: Further headers of the answer.
        content_type: Replaces the right one.
    """
    reason = finish_reason
    if reason == "":
        reason = "tool_calls" if any(isinstance(p, ToolCall) for p in pieces) else "stop"
    return Stream(
        pieces=pieces,
        finish_reason=reason,
        usage=usage,
        opening=opening,
        together=together,
        done=done,
        cut_after=cut_after,
        cut_inside=cut_inside,
        headers=tuple((headers or {}).items()),
        content_type=content_type,
    )


def delta(*, finish_reason: str | None = None, **fields: Any) -> Mapping[str, Any]:
    """Return a piece for ``stream`` that has exactly these fields in its delta."""
    return {"choices": [{"index": 0, "delta": fields, "finish_reason": finish_reason}]}


def error_event(message: str = "Internal error", *, code: str = "3000") -> bytes:
    """Return a piece for ``stream``: the event of an error after the stream has begun."""
    body = json.loads(error_bodies.error(500, message, "internal_error", code).content)
    return f"data: {json.dumps(body, separators=(',', ':'))}\n\n".encode()


def event(kind: str, **fields: Any) -> Mapping[str, Any]:
    """Return a piece for a conversation's stream: an event of this kind with these fields."""
    return {"type": kind, **fields}
