"""The scripts and the style sheet of the page, as the browser asks for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from checker.markup import asset

STYLE: Final = "review.css"
SCRIPTS: Final = {
    f"scripts/{file.name}": file.read_text("utf-8")
    for file in sorted(Path(__file__).with_name("scripts").glob("*.js"))
}
"""The text of each module, by its address; ``scripts/main.js`` imports all others."""


def routes() -> list[Route]:
    """Return the routes of all assets."""
    style = Route(f"/{STYLE}", _serving(asset(STYLE), "text/css"), methods=["GET"])
    scripts = [
        Route(f"/{address}", _serving(text, "text/javascript"), methods=["GET"])
        for address, text in SCRIPTS.items()
    ]
    return [style, *scripts]


def _serving(content: str, media_type: str) -> Callable[[Request], Response]:
    def endpoint(_: Request) -> Response:
        return Response(content, media_type=media_type)

    return endpoint
