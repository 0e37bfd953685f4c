"""Answers that are no completions, and answers that wait."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from checker.simulator.wire import error_bodies
from checker.simulator.wire.answer import Answer, DefaultAnswer, Headers, Held, Raw, Slow
from checker.simulator.wire.gate import Gate


def json_body(status: int, value: Any, headers: Mapping[str, str] | None = None) -> Raw:
    """Return any JSON answer."""
    return error_bodies.as_json(status, value, _headers(headers))


def status(code: int, message: str | None = None) -> Raw:
    """Return the API's answer with this status; ``message`` replaces its words."""
    return error_bodies.by_status(code, message)


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


def _headers(given: Mapping[str, str] | None) -> Headers:
    return tuple((given or {}).items())
