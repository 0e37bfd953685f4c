"""A desk whose API is in memory: requests are recorded, answers are scripted."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
from mistralai.client import Mistral

from helpdesk.archive import Archive
from helpdesk.desk import Desk
from helpdesk.settings import Settings
from helpdesk.store import TicketStore
from helpdesk.tickets import Ticket

EMBED = "/v1/embeddings"


class FakeApi:
    """Answers like the API: chats with ``replies`` in order, texts with countable vectors."""

    def __init__(self) -> None:
        self.replies: list[dict[str, Any] | int] = []
        self.requests: list[dict[str, Any]] = []

    def handle(self, request: httpx2.Request) -> httpx2.Response:
        """Return the next answer."""
        body = json.loads(request.content)
        self.requests.append(body)
        if request.url.path == EMBED:
            return httpx2.Response(200, json=_embeddings(body["input"]))
        reply = self.replies.pop(0) if self.replies else says("ok")
        if isinstance(reply, int):
            return httpx2.Response(reply, json={"message": "scripted"})
        return httpx2.Response(200, json=reply)


def says(
    text: str | None, *, finish: str = "stop", calls: list[Any] | None = None
) -> dict[str, Any]:
    """Return a chat answer as it comes over the wire."""
    message = {"role": "assistant", "content": text, "tool_calls": calls}
    return {
        "id": "1",
        "object": "chat.completion",
        "model": "mistral-small-2603",
        "created": 1,
        "usage": {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15},
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
    }


def ticket(number: int, body: str = "Where is my parcel?") -> Ticket:
    """Return an open ticket of Ada's."""
    return Ticket(id=f"t-{number}", customer="ada@example.com", subject="Parcel", body=body)


def settings(folder: Path, **changes: Any) -> Settings:
    """Return settings for a desk in ``folder``."""
    return Settings(api_key="test", database=folder / "desk.sqlite3", **changes)


@asynccontextmanager
async def desk(api: FakeApi, chosen: Settings) -> AsyncIterator[Desk]:
    """Open a desk on the fake API; nothing is retried."""
    async with httpx2.AsyncClient(transport=httpx2.MockTransport(api.handle)) as http:
        client = Mistral(api_key="test", async_client=http)
        store, archive = TicketStore(chosen.database), Archive(client, chosen)
        yield Desk(settings=chosen, client=client, store=store, archive=archive)


def _embeddings(texts: list[str]) -> dict[str, Any]:
    vectors = [[float(text.lower().count(word)) for word in ("parcel", "refund")] for text in texts]
    return {
        "id": "1",
        "object": "list",
        "model": "mistral-embed-2312",
        "usage": {"prompt_tokens": 1, "completion_tokens": 0, "total_tokens": 1},
        "data": [
            {"object": "embedding", "index": i, "embedding": v} for i, v in enumerate(vectors)
        ],
    }
