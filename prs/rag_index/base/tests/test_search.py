from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from offline import Api, document, offline
from rag_index.documents import Hit
from rag_index.embedding import Vector
from rag_index.errors import EmbeddingError
from rag_index.indexing import add
from rag_index.search import search


def find(question: str, folder: Path, limit: int = 5) -> list[Hit]:
    async def scenario() -> list[Hit]:
        async with offline(Api(), folder) as index:
            await add(index, document("leave.md", "You have 30 days of leave."))
            await add(index, document("travel.md", "Book your travel at the desk."))
            return await search(index, question, limit=limit)

    return asyncio.run(scenario())


def test_the_passage_that_fits_comes_first(tmp_path: Path) -> None:
    found = find("How do I book travel?", tmp_path)
    assert [hit.chunk.document_id for hit in found] == ["travel.md", "leave.md"]


def test_no_more_passages_than_asked_for(tmp_path: Path) -> None:
    assert len(find("leave", tmp_path, limit=1)) == 1


def test_a_blank_question_finds_nothing(tmp_path: Path) -> None:
    assert find("  ", tmp_path) == []


def test_vectors_come_in_the_order_of_the_texts(tmp_path: Path) -> None:
    async def scenario() -> list[Vector]:
        async with offline(Api(), tmp_path, embed_texts=2) as index:
            return await index.embedder.embed(["lunch", "leave", "travel"])

    vectors = asyncio.run(scenario())
    assert [vector.index(1.0) for vector in vectors] == [3, 0, 1]


def test_a_failing_api_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    async def scenario() -> list[str]:
        api = Api()
        async with offline(api, tmp_path) as index:
            await add(index, document("leave.md", "You have 30 days of leave."))
            api.fails_with = 400
            with pytest.raises(EmbeddingError):
                await add(index, document("leave.md", "You have 31 days of leave."))
            return [chunk.text for chunk, _ in await index.store.passages("mistral-embed-2312")]

    assert asyncio.run(scenario()) == ["You have 30 days of leave."]


def test_what_is_removed_is_not_found(tmp_path: Path) -> None:
    async def scenario() -> list[Hit]:
        async with offline(Api(), tmp_path) as index:
            await add(index, document("leave.md", "You have 30 days of leave."))
            await index.store.remove(["leave.md"])
            return await search(index, "leave")

    assert asyncio.run(scenario()) == []
