"""Only this machine, by its own name and with the token of this round, may use the page.

The token is the first part of every address. A page of another origin does not know it, and no
cookie carries it to other servers of this machine.
"""

from __future__ import annotations

import secrets
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

READING: Final = frozenset({"GET", "HEAD"})
DIRECTIVES: Final = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types messypr",
)
HEADERS: Final = (
    (b"content-security-policy", "; ".join(DIRECTIVES).encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)


class RequestGuard:
    """Lets allowed requests through to an app, and adds the same headers to every answer."""

    def __init__(self, app: ASGIApp, *, port: int, word: str) -> None:
        self._app = app
        self._word = word
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let the app answer below the word."""
        if scope["type"] != "http":
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                names = {name for name, _ in message["headers"]}
                missing = [pair for pair in HEADERS if pair[0] not in names]
                if b"cache-control" not in names:
                    missing.append((b"cache-control", b"no-store"))
                message = {**message, "headers": [*message["headers"], *missing]}
            await send(message)

        app = self._refusal(scope) or self._app
        path = scope["path"].removeprefix(f"/{self._word}")
        inner = {**scope, "path": path, "root_path": ""} if app is self._app else scope
        await app(inner, receive, guarded)

    def _refusal(self, scope: Scope) -> ASGIApp | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if host not in self._hosts or len(headers.getlist("host")) != 1:
            return PlainTextResponse("This server answers only to 127.0.0.1.\n", 400)
        word = scope["path"].split("/")[1] if "/" in scope["path"] else ""
        if not secrets.compare_digest(word.encode(), self._word.encode()):
            said = "Open the address that `messypr review` printed; each round has its own.\n"
            return PlainTextResponse(said, 403)
        foreign = headers.get("origin", f"http://{host}") != f"http://{host}"
        if scope["method"] not in READING and foreign:
            return PlainTextResponse("Another origin may not write here.\n", 403)
        return None
