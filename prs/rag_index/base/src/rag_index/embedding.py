"""Turn texts into vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import httpx2
from mistralai.client import Mistral
from mistralai.client.errors import MistralError

from rag_index.errors import EmbeddingError
from rag_index.settings import Settings

Vector: TypeAlias = tuple[float, ...]


class Embedder:
    """Asks for vectors, some texts at a time."""

    def __init__(self, client: Mistral, settings: Settings) -> None:
        self._client = client
        self._settings = settings

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        """Return one vector a text, in the order of the texts.

        Raises:
            EmbeddingError: the API gave no vectors, or not one for each text.
        """
        vectors: list[Vector] = []
        for start in range(0, len(texts), self._settings.embed_texts):
            vectors += await self._request(texts[start : start + self._settings.embed_texts])
        return vectors

    async def question(self, text: str) -> Vector:
        """Return the vector of a question."""
        [vector] = await self.embed([text])
        return vector

    async def _request(self, texts: Sequence[str]) -> list[Vector]:
        try:
            response = await self._client.embeddings.create_async(
                model=self._settings.embed_model, inputs=list(texts)
            )
        except (MistralError, httpx2.TransportError) as error:
            raise EmbeddingError("the texts cannot be embedded now") from error
        items = sorted(response.data, key=lambda item: item.index or 0)
        vectors = [tuple(item.embedding or ()) for item in items]
        if len(vectors) != len(texts) or not all(vectors):
            raise EmbeddingError("the API left some texts without a vector")
        return vectors
