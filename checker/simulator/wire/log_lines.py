"""A request of the log on one line: for people, and for programs."""

from __future__ import annotations

import json
from typing import Any

from checker.simulator.wire.values import WireRequest

SCHEMA = "messypr/request/1"
MAX_PATH_CHARS = 60


def in_words(request: WireRequest) -> str:
    """Return a line for people: number, host, request, and how it ended."""
    path = request.path
    if len(path) > MAX_PATH_CHARS:
        path = f"{path[:MAX_PATH_CHARS]}..."
    words = [f"{request.number:5}", f"{request.region:6}", request.method, ascii(path)[1:-1]]
    return " ".join([*words, _fate(request)])


def asked(request: WireRequest) -> str:
    """Return the request for people, with what its last message asks for."""
    last = request.messages[-1] if request.messages else {}
    content = str(last.get("content"))[:MAX_PATH_CHARS]
    said = f", {last.get('role')} says {content!r}" if last else ""
    model = f", model {request.model!a}" if request.model else ""
    return f"request {request.number}, {request.method} {ascii(request.path)[1:-1]}{model}{said}"


def as_json(request: WireRequest) -> str:
    """Return the request as a JSON document on one line; ``body`` is null if it is not JSON."""
    told: dict[str, Any] = {
        "schema": SCHEMA,
        "number": request.number,
        "region": request.region,
        "connection": request.connection,
        "endpoint": request.endpoint,
        "method": request.method,
        "path": request.path,
        "headers": dict(request.headers),
        "body": request.body,
        "body_bytes": len(request.raw),
        "in_flight": request.in_flight,
        "status": request.status,
        "completed": request.completed,
        "disconnected": request.disconnected,
        "events_sent": request.events_sent,
        "bytes_sent": request.bytes_sent,
        "seconds": _seconds(request),
    }
    return json.dumps(told)


def _fate(request: WireRequest) -> str:
    status = "no answer" if request.status is None else str(request.status)
    events = f", {request.events_sent} events" if request.events_sent else ""
    if request.disconnected:
        return f"{status}{events}, the client left"
    return f"{status}{events}" if request.completed else f"{status}{events}, broken off"


def _seconds(request: WireRequest) -> float | None:
    if request.answered_at is None:
        return None
    return round(request.answered_at - request.arrived_at, 6)
