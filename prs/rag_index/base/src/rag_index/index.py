"""The parts of an index, opened and closed together."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from mistralai.client import Mistral

from rag_index.client import client_for
from rag_index.embedding import Embedder
from rag_index.settings import Settings
from rag_index.store import VectorStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """What is needed to fill an index and to ask it."""

    settings: Settings
    client: Mistral
    store: VectorStore
    embedder: Embedder


@asynccontextmanager
async def open_index(settings: Settings) -> AsyncIterator[Index]:
    """Open the index that the settings describe; its client is closed at the end."""
    async with client_for(settings) as client:
        yield Index(
            settings=settings,
            client=client,
            store=VectorStore(settings.database),
            embedder=Embedder(client, settings),
        )
