"""Turn texts into vectors."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import TypeAlias

import httpx2
from mistralai.client import Mistral
from mistralai.client.errors import MistralError

from rag_index.errors import EmbeddingError
from rag_index.settings import Settings

Vector: TypeAlias = tuple[float, ...]

CHARS_A_TOKEN = 3  # fewer than in most texts: an estimate should not be too low


class Embedder:
    """Asks for vectors, with at most ``settings.max_in_flight`` requests at a time.

    ``tokens`` is what all of them were billed.
    """

    def __init__(self, client: Mistral, settings: Settings) -> None:
        self._client = client
        self._settings = settings
        self._gate = asyncio.Semaphore(settings.max_in_flight)
        self._questions: OrderedDict[str, asyncio.Task[Vector]] = OrderedDict()
        self.tokens = 0

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        """Return one vector a text, in the order of the texts.

        Raises:
            EmbeddingError: the API gave no vectors, or not one for each text.
        """
        tasks = [asyncio.create_task(self._request(batch)) for batch in self._batches(texts)]
        try:
            results = await asyncio.gather(*tasks)
        finally:
            for task in tasks:  # when one has failed, the others would be paid for nothing
                task.cancel()
        return [vector for vectors in results for vector in vectors]

    async def question(self, text: str) -> Vector:
        """Return the vector of a question; those who ask the same share one request.

        The newest ``settings.kept_questions`` are remembered, failures are not.
        """
        if text not in self._questions:
            task = asyncio.create_task(self._question(text))
            task.add_done_callback(lambda done: self._forget_failure(text, done))
            self._questions[text] = task
            while len(self._questions) > self._settings.kept_questions:
                self._questions.popitem(last=False)
        # A caller who gives up must not take the request away from the others.
        return await asyncio.shield(self._questions[text])

    async def _question(self, text: str) -> Vector:
        [vector] = await self.embed([text])
        return vector

    def _forget_failure(self, text: str, done: asyncio.Task[Vector]) -> None:
        if done.cancelled() or done.exception():
            self._questions.pop(text, None)

    def _batches(self, texts: Sequence[str]) -> Iterator[list[str]]:
        """Yield the texts in order, as many at a time as one request may hold."""
        batch: list[str] = []
        size = 0
        for text in texts:
            tokens = len(text) // CHARS_A_TOKEN + 1
            full = len(batch) == self._settings.embed_texts
            if batch and (full or size + tokens > self._settings.embed_tokens):
                yield batch
                batch, size = [], 0
            batch.append(text)
            size += tokens
        if batch:
            yield batch

    async def _request(self, texts: list[str]) -> list[Vector]:
        async with self._gate:
            try:
                response = await self._client.embeddings.create_async(
                    model=self._settings.embed_model, inputs=texts
                )
            except (MistralError, httpx2.TransportError) as error:
                raise EmbeddingError("the texts cannot be embedded now") from error
        self.tokens += response.usage.prompt_tokens or 0
        items = sorted(response.data, key=lambda item: item.index or 0)
        vectors = [tuple(item.embedding or ()) for item in items]
        if len(vectors) != len(texts) or not all(vectors):
            raise EmbeddingError("the API left some texts without a vector")
        return vectors
