"""Builders of scripted answers: what a hidden test tells the simulator to say."""

from __future__ import annotations

import hashlib
import json
import string
from collections.abc import Mapping, Sequence
from typing import Any

from checker.simulator import refusals
from checker.simulator.answer import (
    Answer,
    Cut,
    Hang,
    Headers,
    Held,
    Piece,
    Raw,
    Reply,
    Slow,
    Stream,
    ToolCall,
    Usage,
    Usual,
)
from checker.simulator.gate import Gate

ALPHABET = string.ascii_letters + string.digits
ID_LENGTH = 9  # "must be a-z, A-Z, 0-9, with a length of 9" (error code 3280)


def reply(
    content: str | Sequence[Mapping[str, Any]] | None = "",
    *,
    finish_reason: str = "",
    usage: Usage | None = None,
    tool_calls: Sequence[ToolCall] = (),
    headers: Mapping[str, str] | None = None,
) -> Reply:
    """Return a completion, sent as JSON or word by word as events, as the request asks for.

    Args:
        content: Text, None, or content chunks (``{"type": "text", "text": ...}``).
        finish_reason: Empty means ``tool_calls`` where there are some, else ``stop``.
        usage: Prompt and completion tokens; None means an estimate.
        tool_calls: What the model asks for; their ids must differ.
        headers: Further headers of the answer.
    """
    ids = [call.id for call in tool_calls]
    if len(set(ids)) < len(ids):
        raise ValueError(f"two calls of one reply share an id ({', '.join(ids)}); pass id= to one")
    return Reply(
        content=content,
        finish_reason=finish_reason or ("tool_calls" if tool_calls else "stop"),
        usage=usage,
        tool_calls=tuple(tool_calls),
        headers=_headers(headers),
    )


def tool_call(
    name: str,
    arguments: str | Mapping[str, Any] = "{}",
    *,
    id: str = "",  # noqa: A002  # the field's name on the wire
    as_object: bool = False,
) -> ToolCall:
    """Return one call for ``reply`` or ``stream``; text goes over the wire as it is.

    A mapping becomes the JSON text that the API sends, or with ``as_object`` the object that the
    schema also allows (SDK 3.7.0: ``arguments: dict | str``). Without ``id`` the same call always
    has the same one.
    """
    text = arguments if isinstance(arguments, str) else json.dumps(arguments)
    number = int.from_bytes(hashlib.sha256(f"{name}:{text}".encode()).digest()[:16])
    digits = [ALPHABET[number // len(ALPHABET) ** i % len(ALPHABET)] for i in range(ID_LENGTH)]
    sent = arguments if as_object else text
    return ToolCall(name=name, arguments=sent, id=id or "".join(digits))


def stream(
    *pieces: Piece,
    finish_reason: str | None = "",
    usage: Usage | None = None,
    opening: bool = True,
    done: bool = True,
    cut_after: int | None = None,
    headers: Mapping[str, str] | None = None,
) -> Stream:
    """Return explicit server-sent events, one for each piece.

    Args:
        pieces: Text, chunks or None are content; a ``tool_call`` is a complete delta; a mapping
            (see ``delta``) is merged into the event; bytes are sent verbatim; a gate or a number
            of seconds holds back what follows.
        finish_reason: Of the last event, which carries the usage; None leaves that event out.
        usage: Prompt and completion tokens; None means an estimate.
        opening: Begin with the event that has only a role, as the API does.
        done: End with ``[DONE]``.
        cut_after: Close the connection after so many events, the opening one included.
        headers: Further headers of the answer.
    """
    reason = finish_reason
    if reason == "":
        reason = "tool_calls" if any(isinstance(p, ToolCall) for p in pieces) else "stop"
    return Stream(
        pieces=pieces,
        finish_reason=reason,
        usage=usage,
        opening=opening,
        done=done,
        cut_after=cut_after,
        headers=_headers(headers),
    )


def delta(*, finish_reason: str | None = None, **fields: Any) -> Mapping[str, Any]:
    """Return a piece for ``stream`` with exactly these fields in its delta."""
    return {"choices": [{"index": 0, "delta": fields, "finish_reason": finish_reason}]}


def json_body(status: int, value: Any, headers: Mapping[str, str] | None = None) -> Raw:
    """Return any JSON answer."""
    return refusals.as_json(status, value, _headers(headers))


def status(code: int, message: str | None = None) -> Raw:
    """Return what the API answers with that status; ``message`` replaces its words."""
    return refusals.by_status(code, message)


def rate_limited(retry_after: float | None = None) -> Raw:
    """Return a 429 (code 1300), with Retry-After in seconds where given."""
    return refusals.rate_limited(retry_after)


def raw(
    content: bytes,
    content_type: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Raw:
    """Return bytes as they are."""
    return Raw(status=status, content=content, content_type=content_type, headers=_headers(headers))


def usual() -> Usual:
    """Return what the endpoint says unscripted: for ``held`` and ``slow``, and in queues."""
    return Usual()


def hang() -> Hang:
    """Return no answer, ever; the client must give up."""
    return Hang()


def cut() -> Cut:
    """Return a closed connection instead of an answer (SDK: RemoteProtocolError)."""
    return Cut()


def held(gate: Gate, answer: Answer | None = None) -> Held:
    """Return an answer that waits until the test opens the gate."""
    return Held(gate=gate, answer=answer or Usual())


def slow(seconds: float, answer: Answer | None = None) -> Slow:
    """Return an answer that comes after some seconds; use a gate where one can be opened."""
    return Slow(seconds=seconds, answer=answer or Usual())


def _headers(given: Mapping[str, str] | None) -> Headers:
    return tuple((given or {}).items())
