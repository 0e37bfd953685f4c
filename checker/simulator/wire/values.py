"""The values of the wire log: one request, one connection."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

BEARER = "Bearer "
OPENING = (b"{", b"[")  # of JSON
ENTRY_BYTES = 2_048  # an entry of the log without its body
CLIENT_SIDE, SERVER_SIDE = range(400, 500), range(500, 600)
JSON_OBJECT_BYTES = 80  # an object in a JSON value


@dataclass(frozen=True, slots=True, kw_only=True)
class WireConnection:
    """One TCP connection; ``closed_at`` is None while it is open (monotonic seconds)."""

    id: int
    region: str
    opened_at: float
    closed_at: float | None = None

    @property
    def open(self) -> bool:
        """Whether it was still open when the log was read."""
        return self.closed_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class WireRequest:
    """One request as it was when the log was read; times are monotonic seconds.

    Attributes:
        number: 1 for the first request of the simulator, in order of arrival.
        endpoint: The endpoint it went to (``chat``), empty where nothing serves the path.
        headers: Lower-cased names; the value of ``authorization`` is ``redacted``.
        body: The parsed JSON or the fields of a form, None where it does not parse.
        in_flight: Requests of all endpoints that were unanswered on arrival, itself included.
        scheme: Of the URL: http, or https where the simulator serves TLS.
        answered_at: When the last of the answer was handed over, or the connection was cut.
        disconnected: The client hung up before it had the whole answer.
        events_sent: Server-sent events handed over so far, without ``[DONE]``.
        bytes_sent: Bytes of the answer handed over so far, its head included.
        completed: The whole answer was handed over.
    """

    number: int
    region: str
    connection: int
    endpoint: str
    method: str
    path: str
    headers: Mapping[str, str]
    authorized: bool
    raw: bytes
    body: Any
    arrived_at: float
    in_flight: int
    scheme: str = "http"
    answered_at: float | None = None
    status: int | None = None
    disconnected: bool = False
    events_sent: int = 0
    bytes_sent: int = 0
    completed: bool = False

    @property
    def model(self) -> str:
        """The requested model, "" if none is named."""
        model = _field(self.body, "model")
        return model if isinstance(model, str) else ""

    @property
    def messages(self) -> list[dict[str, Any]]:
        """The messages of a chat request, empty if there are none."""
        messages = _field(self.body, "messages")
        found = messages if isinstance(messages, list) else []
        return [message for message in found if isinstance(message, dict)]

    @property
    def inputs(self) -> list[str]:
        """The texts of an embeddings request; a single string is a list of one."""
        given = _field(self.body, "input")
        found = given if isinstance(given, list) else [given]
        return [text for text in found if isinstance(text, str)]

    @property
    def refused(self) -> bool:
        """Whether it was answered with a 4xx."""
        return self.status in CLIENT_SIDE

    @property
    def failed(self) -> bool:
        """Whether it was answered with a 5xx."""
        return self.status in SERVER_SIDE

    @property
    def streaming(self) -> bool:
        """Whether the client asked for server-sent events."""
        return _field(self.body, "stream") in (True, "true")

    @property
    def idempotency_key(self) -> str:
        """The header of that name, "" if there is none."""
        return self.headers.get("idempotency-key", "")

    def body_has(self, text: str) -> bool:
        """Return whether the body contains the text, as bytes or inside any decoded string."""
        return text.encode(errors="surrogatepass") in self.raw or any(
            text in string for string in _strings(self.body)
        )

    def has(self, text: str) -> bool:
        """Return whether body, URL or a header other than Authorization contains the text."""
        as_header = text.encode(errors="surrogatepass").decode("latin-1")
        headers = [value for name, value in self.headers.items() if name != "authorization"]
        places = [self.path, unquote(self.path), *headers]
        return self.body_has(text) or any(text in p or as_header in p for p in places)


def repeats(requests: Iterable[WireRequest]) -> tuple[tuple[WireRequest, ...], ...]:
    """Return the groups of equal requests, by idempotency key or else by body."""
    groups: dict[tuple[str, ...], list[WireRequest]] = {}
    for request in requests:
        said = request.idempotency_key or hashlib.sha256(request.raw).hexdigest()
        if request.idempotency_key or request.raw:
            groups.setdefault((request.method, request.path, said), []).append(request)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def redacted(authorization: str) -> str:
    """Return a stable placeholder for an Authorization header: equal keys look equal."""
    scheme = BEARER if authorization.startswith(BEARER) else ""
    secret = authorization.removeprefix(BEARER).strip()
    return f"{scheme}sha256:{hashlib.sha256(secret.encode()).hexdigest()[:12]}"


def weight(raw: bytes) -> int:
    """Return about how many bytes of memory a body and its parsed value take."""
    parts = raw.count(b",") + raw.count(b"[") + raw.count(b"{") if raw[:1] in OPENING else 0
    return ENTRY_BYTES + 2 * len(raw) + JSON_OBJECT_BYTES * parts


def parsed(raw: bytes) -> Any:
    """Return the JSON value in the bytes, None if there is none."""
    try:
        return json.loads(raw, parse_constant=_refuse_constant) if raw else None
    except (ValueError, RecursionError):  # the sender chooses the bytes, and how deep they nest
        return None


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def _field(body: Any, name: str) -> Any:
    return body.get(name) if isinstance(body, dict) else None


def _strings(value: Any) -> Iterator[str]:
    """Yield every string in a JSON value, keys too, without recursion."""
    waiting = [value]
    while waiting:
        match waiting.pop():
            case str() as text:
                yield text
            case list() as items:
                waiting.extend(items)
            case dict() as fields:
                waiting.extend(fields)
                waiting.extend(fields.values())
