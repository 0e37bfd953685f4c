"""Recording: every request goes on to a real API, and its answer is kept."""

from __future__ import annotations

from collections.abc import Callable

import httpx2

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
            async with httpx2.AsyncClient(timeout=SECONDS) as client:
                answer = await client.request(
                    request.method, self._url + request.path, content=request.raw, headers=headers
                )
        except httpx2.HTTPError as fault:
            why = f"{self._url} gave no answer: {type(fault).__name__}"
            return error(502, why, "recording_failed", None)
        recorded = Recorded(
            method=request.method,
            path=request.path,
            body=request.body,
            status=answer.status_code,
            answer=answer.content,
            headers=kept(answer.headers),
        )
        self._keep(recorded)
        return Raw(
            status=recorded.status, content=recorded.answer, content_type=recorded.content_type
        )
