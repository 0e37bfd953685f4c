"""Answers that are no completions, and answers that wait."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from checker.simulator.wire import error_bodies
from checker.simulator.wire.answer import (
    Answer,
    AtPace,
    Computed,
    DefaultAnswer,
    Headers,
    Held,
    Raw,
    Slow,
)
from checker.simulator.wire.gate import Gate
from checker.simulator.wire.values import WireRequest


def json_body(status: int, value: Any, headers: Mapping[str, str] | None = None) -> Raw:
    """Return any JSON answer."""
    return error_bodies.as_json(status, value, _headers(headers))


def status(
    code: int, message: str | None = None, *, headers: Mapping[str, str] | None = None
) -> Raw:
    """Return the API's answer with this status; ``message`` replaces its words."""
    answer = error_bodies.by_status(code, message)
    return replace(answer, headers=(*answer.headers, *_headers(headers)))


def rate_limited(retry_after: float | datetime | str | None = None) -> Raw:
    """Return a 429 (code 1300), with Retry-After if given.

    A number is seconds, an aware datetime becomes an HTTP date, text is sent unchanged.
    """
    return error_bodies.rate_limited(retry_after)


def raw(
    content: bytes,
    content_type: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Raw:
    """Return bytes that are sent unchanged."""
    return Raw(status=status, content=content, content_type=content_type, headers=_headers(headers))


def usual() -> DefaultAnswer:
    """Return the default answer of the endpoint: for ``held`` and ``slow``, and in queues."""
    return DefaultAnswer()


def held(gate: Gate, answer: Answer | None = None) -> Held:
    """Return an answer that waits until the test opens the gate."""
    return Held(gate=gate, answer=answer or DefaultAnswer())


def slow(seconds: float, answer: Answer | None = None) -> Slow:
    """Return an answer that comes after some seconds; prefer a gate that the test can open."""
    return Slow(seconds=seconds, answer=answer or DefaultAnswer())


def at_pace(
    answer: Answer | None = None, *, first_byte: float = 0.0, tokens_a_second: float = 0.0
) -> AtPace:
    """Return an answer, by default the default answer, that comes as fast as from a model.

    The first byte comes after ``first_byte`` seconds, of a stream then so many tokens a second. The
    seconds are those of ``mistral.clock``: a test that stops it sends the answer by ``advance``.
    """
    if first_byte < 0 or tokens_a_second < 0:
        raise ValueError("first_byte and tokens_a_second must not be below 0")
    return AtPace(
        answer=answer or DefaultAnswer(), first_byte=first_byte, tokens_a_second=tokens_a_second
    )


def computed(make: Callable[[WireRequest], Answer]) -> Computed:
    """Return an answer that a function makes of each request, on the network's thread."""
    return Computed(make=make)


def _headers(given: Mapping[str, str] | None) -> Headers:
    return tuple((given or {}).items())
