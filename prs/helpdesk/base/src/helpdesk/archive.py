"""Past answers, found by meaning."""

from __future__ import annotations

import math
from collections.abc import Sequence

import httpx2
from mistralai.client import Mistral
from mistralai.client.errors import MistralError

from helpdesk.errors import AnswerError
from helpdesk.settings import Settings
from helpdesk.tickets import PastAnswer

NEWEST = 64  # what one embeddings request holds without trouble


class Archive:
    """The newest past answers, in memory, beside the vectors of their questions."""

    def __init__(self, client: Mistral, settings: Settings) -> None:
        self._client = client
        self._settings = settings
        self._entries: list[tuple[PastAnswer, list[float]]] = []

    async def refresh(self, answers: Sequence[PastAnswer]) -> int:
        """Take in the newest answers; return how many are known now."""
        newest = answers[-NEWEST:]
        vectors = await self._embed([answer.question for answer in newest])
        self._entries = list(zip(newest, vectors, strict=True))
        return len(self._entries)

    async def search(self, question: str, *, limit: int = 3) -> list[PastAnswer]:
        """Return at most ``limit`` past answers, the closest question first."""
        if not self._entries:
            return []
        [vector] = await self._embed([question])
        ranked = sorted(self._entries, key=lambda entry: -_cosine(vector, entry[1]))
        return [answer for answer, _ in ranked[:limit]]

    async def _embed(self, texts: Sequence[str]) -> list[list[float]]:
        """Return one vector a text, in the order of the texts."""
        if not texts:
            return []
        try:
            response = await self._client.embeddings.create_async(
                model=self._settings.embed_model, inputs=list(texts)
            )
        except (MistralError, httpx2.TransportError) as error:
            raise AnswerError("the archive cannot be searched now") from error
        ordered = sorted(response.data, key=lambda item: item.index or 0)
        return [item.embedding or [] for item in ordered]


def _cosine(a: Sequence[float], b: Sequence[float]) -> float:
    length = math.hypot(*a) * math.hypot(*b)
    return sum(x * y for x, y in zip(a, b, strict=True)) / length if length else 0.0
