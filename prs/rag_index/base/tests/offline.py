"""An index without a network: the API is a function, and what it was asked is kept."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
from mistralai.client import Mistral

from rag_index.documents import Document
from rag_index.embedding import Embedder
from rag_index.index import Index
from rag_index.settings import Settings
from rag_index.store import VectorStore

TOPICS = ("leave", "travel", "laptop", "lunch")


@dataclass
class Api:
    """Counts words: texts about one topic have the same vector; chats answer ``says``."""

    says: str = "ok"
    embeds: Callable[[list[str]], list[list[float]]] | None = None
    fails_with: int = 0
    asked: list[dict[str, Any]] = field(default_factory=list)

    @property
    def embedded(self) -> list[str]:
        """Every text that a vector was asked for."""
        return [text for body in self.asked for text in body.get("input", [])]

    def answer(self, request: httpx2.Request) -> httpx2.Response:
        body = json.loads(request.content)
        self.asked.append(body)
        if self.fails_with:
            return httpx2.Response(self.fails_with, json={"message": "no"})
        usage = {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10}
        common = {"id": "1", "model": body["model"], "usage": usage}
        if "input" in body:
            vectors = (self.embeds or counted)(body["input"])
            data = [
                {"object": "embedding", "index": index, "embedding": vector}
                for index, vector in enumerate(vectors)
            ]
            return httpx2.Response(200, json={**common, "object": "list", "data": data})
        message = {"role": "assistant", "content": self.says}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        chat = {**common, "object": "chat.completion", "created": 1, "choices": [choice]}
        return httpx2.Response(200, json=chat)


def counted(texts: list[str]) -> list[list[float]]:
    """Return how often each topic is named, with a rest so that no vector is empty."""
    return [[float(text.lower().count(topic)) for topic in TOPICS] + [0.1] for text in texts]


def document(name: str, text: str) -> Document:
    return Document(id=name, title=name, text=text)


@asynccontextmanager
async def offline(api: Api, folder: Path, **changes: Any) -> AsyncIterator[Index]:
    """Open an index below ``folder`` whose API is in memory; nothing is tried again."""
    settings = Settings(api_key="none", database=folder / "index.sqlite3", **changes)
    async with httpx2.AsyncClient(transport=httpx2.MockTransport(api.answer)) as http:
        client = Mistral(api_key="none", async_client=http)
        yield Index(
            settings=settings,
            client=client,
            store=VectorStore(settings.database),
            embedder=Embedder(client, settings),
        )
