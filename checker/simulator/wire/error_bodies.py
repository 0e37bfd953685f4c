"""The error bodies of the real API.

Observed in public threads: 401 agent0ai/agent-zero#539, 404 nextcloud/assistant#593, 422
charmbracelet/crush#1590, 429 raycast/extensions#31107; 500 and 503 as third-party test suites quote
them. Bodies marked "ours" were never observed.
"""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from checker.simulator.wire.answer import Headers, Raw

JSON = "application/json"
NOT_SIMULATED = "x-messypr-not-simulated"
SERVER_SIDE = range(500, 600)


def as_json(status: int, value: Any, headers: Headers = ()) -> Raw:
    """Return an answer with a JSON body."""
    try:
        text = json.dumps(value, separators=(",", ":"), allow_nan=False)
    except ValueError:  # a client sent 1e999, which is quoted; no body may be anything but JSON
        text = json.dumps(_finite(value), separators=(",", ":"))
    content = text.encode()
    return Raw(status=status, content=content, content_type=JSON, headers=headers)


def _finite(value: Any) -> Any:
    """Return the value with words in place of numbers that JSON has not."""
    match value:
        case dict():
            return {name: _finite(each) for name, each in value.items()}
        case list():
            return [_finite(each) for each in value]
        case float() if not math.isfinite(value):
            return str(value)
        case _:
            return value


def error(status: int, message: str, kind: str, code: str | None, headers: Headers = ()) -> Raw:
    """Return an error in the API's own form (docs: object, message, type, param, code)."""
    body = {
        "object": "error",
        "message": message,
        "type": kind,
        "param": None,
        "code": code,
        "raw_status_code": status,
    }
    return as_json(status, body, headers)


def invalid(*problems: dict[str, Any]) -> Raw:
    """Return a 422 with its list of problems (SDK 3.7.0: HTTPValidationError)."""
    return as_json(422, {"detail": list(problems)})  # what was given may hold 1e999: see as_json


def problem(kind: str, loc: tuple[str | int, ...], message: str, given: Any) -> dict[str, Any]:
    """Return one entry of a 422, in pydantic's words."""
    return {"type": kind, "loc": ["body", *loc], "msg": message, "input": given}


def unauthorized() -> Raw:
    """Return the answer to a request without a bearer token."""
    return as_json(401, {"detail": "Unauthorized"})


def unknown_key() -> Raw:
    """Return the answer to an unknown key (0xPlaygrounds/rig, two recordings)."""
    return as_json(401, {"detail": "Invalid API Key"})


def not_simulated(path: str) -> Raw:
    """Return the answer to a path of the real API that is not simulated: ours, and it says so."""
    words = f"{path} is not simulated by messypr, though the real API has it"
    body = {"message": words, "request_id": "0" * 32}
    return as_json(404, body, ((NOT_SIMULATED, path),))


def forbidden(message: str, kind: str = "forbidden") -> Raw:
    """Return a 403 (ours; docs, error glossary: no access, or a guardrail fired)."""
    return error(403, message, kind, None)


def not_found(what: str) -> Raw:
    """Return the answer to a path that names something that does not exist (ours)."""
    return error(404, f"{what} not found", "not_found_error", None)


def no_route() -> Raw:
    """Return the gateway's answer to a path that nothing serves."""
    message = "no Route matched with those values"
    return as_json(404, {"message": message, "request_id": "0" * 32})


def preflight() -> Raw:
    """Return the answer to a browser that asks what it may send from another origin."""
    may = (
        ("access-control-allow-methods", "GET, POST, PATCH, PUT, DELETE, OPTIONS"),
        ("access-control-allow-headers", "*, Authorization"),
        ("access-control-max-age", "86400"),
    )
    return Raw(status=204, content=b"", content_type=JSON, headers=may)


def full() -> Raw:
    """Return the answer to a connection above the limit: ours, and it says so."""
    words = "The simulator serves no more connections at once; see its documentation."
    return error(503, words, "internal_server_error", "3800")


def wrong_method() -> Raw:
    """Return the answer to the wrong method on a right path (ours: the framework's wording)."""
    return as_json(405, {"detail": "Method Not Allowed"})


def too_large() -> Raw:
    """Return the answer to a body over the cap (ours)."""
    return as_json(413, {"message": "Request size limit exceeded"})


def unreadable() -> Raw:
    """Return the answer to a body that is not JSON (ours: the framework's wording)."""
    return invalid(problem("json_invalid", (0,), "JSON decode error", {}))


def no_object(given: Any) -> Raw:
    """Return the answer to JSON that is not an object."""
    return invalid(problem("dict_type", (), "Input should be a valid dictionary", given))


def invalid_model(name: str) -> Raw:
    """Return the answer to a model that is unknown, retired or not served here (vibe#617)."""
    return error(400, f"Invalid model: {name}", "invalid_model", "1500")


def rate_limited(
    retry_after: float | datetime | str | None, message: str = "Rate limit exceeded"
) -> Raw:
    """Return a 429; the docs promise ``Retry-After`` in seconds, HTTP allows a date as well."""
    match retry_after:
        case None:
            headers: Headers = ()
        case str():
            headers = (("retry-after", retry_after),)
        case datetime():
            in_words = format_datetime(retry_after.astimezone(UTC), usegmt=True)
            headers = (("retry-after", in_words),)
        case seconds:
            headers = (("retry-after", f"{seconds:.10g}"),)
    return error(429, message, "rate_limited", "1300", headers)


def by_status(status: int, message: str | None = None) -> Raw:
    """Return the API's answer with a status, with the test's own message if one is given."""
    if message is not None:
        kind = "internal_server_error" if status in SERVER_SIDE else "invalid_request_error"
        return error(status, message, kind, None)
    return KNOWN.get(status) or error(status, "Bad request", "invalid_request_error", None)  # ours


def _page(status: int, title: str) -> Raw:
    """Return an HTML page of the gateway, which has no error form (ours; status: vibe#72)."""
    page = f"<html><head><title>{status} {title}</title></head></html>\r\n"
    return Raw(status=status, content=page.encode(), content_type="text/html")


KNOWN = {
    401: unauthorized(),
    403: forbidden("You do not have access to this resource."),
    404: no_route(),
    405: wrong_method(),
    413: too_large(),
    422: invalid(problem("value_error", (), "Value error", {})),  # ours
    429: rate_limited(None),
    500: error(500, "Internal error", "internal_error", "3000"),
    502: _page(502, "Bad Gateway"),
    503: error(503, "Service unavailable.", "internal_server_error", "3800"),
    504: _page(504, "Gateway Time-out"),
}
