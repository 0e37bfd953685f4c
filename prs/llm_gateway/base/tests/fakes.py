"""A gateway whose API is in memory, and a clock that stands still."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
from mistralai.client import Mistral

from gateway.asks import Ask
from gateway.ledger import Ledger
from gateway.serving import Gateway
from gateway.settings import Settings
from gateway.upstream import Upstream


class FakeClock:
    """Goes on only when it is told to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


class FakeApi:
    """Answers like the API, with ``replies`` in order and "ok" after them.

    A reply is a status or a text. While ``open`` is cleared nobody gets an answer.
    """

    def __init__(self) -> None:
        self.replies: list[int | str] = []
        self.requests: list[dict[str, Any]] = []
        self.open = asyncio.Event()
        self.open.set()
        self.asked = asyncio.Event()

    async def handle(self, request: httpx2.Request) -> httpx2.Response:
        """Return the next answer."""
        body = json.loads(request.content)
        self.requests.append(body)
        self.asked.set()
        reply = self.replies.pop(0) if self.replies else "ok"
        await self.open.wait()
        if isinstance(reply, int):
            return httpx2.Response(reply, json={"message": "scripted"})
        if not body["stream"]:
            return httpx2.Response(200, json=completion(reply))
        return httpx2.Response(
            200, content=events(*reply.split(" ")), headers={"content-type": "text/event-stream"}
        )


def completion(text: str) -> dict[str, Any]:
    """Return an answer as it comes over the wire."""
    message = {"role": "assistant", "content": text}
    return head() | {
        "usage": {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15},
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
    }


def events(*pieces: str) -> bytes:
    """Return a streamed answer as it comes over the wire."""
    chunks = [_chunk(piece, None) for piece in pieces]
    usage = {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}
    chunks.append(_chunk("", "stop") | {"usage": usage})
    lines = [f"data: {json.dumps(chunk)}\n\n" for chunk in chunks]
    return "".join([*lines, "data: [DONE]\n\n"]).encode()


def head() -> dict[str, Any]:
    """Return what every answer begins with."""
    return {"id": "1", "object": "chat.completion", "model": "mistral-small-2603", "created": 1}


def ask(prompt: str = "What is a mutex?", **changes: Any) -> Ask:
    """Return an ask of the search team."""
    return Ask(**{"tenant": "search", "prompt": prompt, **changes})


def settings(folder: Path, **changes: Any) -> Settings:
    """Return settings for a gateway with its ledger in ``folder``."""
    return Settings(api_key="test", ledger=folder / "gateway.sqlite3", **changes)


@asynccontextmanager
async def gateway(api: FakeApi, chosen: Settings) -> AsyncIterator[Gateway]:
    """Open a gateway on the fake API, with a clock that stands still."""
    async with httpx2.AsyncClient(transport=httpx2.MockTransport(api.handle)) as http:
        client, ledger = Mistral(api_key="test", async_client=http), Ledger(chosen.ledger)
        yield Gateway(Upstream(client, ledger, chosen), ledger, chosen, FakeClock())


def _chunk(text: str, finish: str | None) -> dict[str, Any]:
    delta = {"role": "assistant", "content": text}
    return head() | {"choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}
