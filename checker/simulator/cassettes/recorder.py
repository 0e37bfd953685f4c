"""Recording: every request goes on to a real API, and its answer is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import closing
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from checker.simulator.cassettes.recorded import Recorded, kept
from checker.simulator.wire.answer import Raw
from checker.simulator.wire.error_bodies import error
from checker.simulator.wire.values import WireRequest

PASSED_ON = ("accept", "content-type")
SECONDS = 300.0  # the SDK's own timeout


class Recorder:
    """Asks the API at ``url`` with a key of its own, and gives ``keep`` what was said.

    Keys of clients never reach it: the log has none. A stream comes whole, when it has ended.
    """

    def __init__(self, url: str, key: str, keep: Callable[[Recorded], None]) -> None:
        self._url = url.rstrip("/")
        self._key = key
        self._keep = keep

    async def __call__(self, request: WireRequest) -> Raw:
        """Return the answer of the real API; a 502 that says why where there is none."""
        sent = {n: request.headers[n] for n in PASSED_ON if n in request.headers}
        headers = {**sent, "authorization": f"Bearer {self._key}"}
        try:
            status, got, content = await asyncio.to_thread(_answered, self._url, request, headers)
        except (OSError, HTTPException) as fault:
            why = f"{self._url} gave no answer: {type(fault).__name__}"
            return error(502, why, "recording_failed", None)
        recorded = Recorded(
            method=request.method,
            path=request.path,
            body=request.body,
            status=status,
            answer=content,
            headers=kept(got),
        )
        self._keep(recorded)
        return Raw(
            status=recorded.status, content=recorded.answer, content_type=recorded.content_type
        )


def _answered(
    url: str, request: WireRequest, headers: Mapping[str, str]
) -> tuple[int, Mapping[str, str], bytes]:
    """Return status, headers and body of what an API answers to a request.

    Raises:
        OSError: There was no answer, or it broke off.
        HTTPException: It is no HTTP.
    """
    parts = urlsplit(url)
    connect = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    with closing(connect(parts.netloc, timeout=SECONDS)) as connection:
        connection.request(request.method, parts.path + request.path, request.raw, dict(headers))
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
