"""Find passages."""

from __future__ import annotations

from rag_index.documents import Hit
from rag_index.index import Index
from rag_index.ranking import by_meaning, by_words, fuse


async def search(index: Index, question: str, *, limit: int = 5) -> list[Hit]:
    """Return at most ``limit`` passages, the best first: by meaning and by words, fused by rank.

    Raises:
        EmbeddingError: the question has no vector now.
    """
    if not question.strip():
        return []
    passages = await index.store.passages(index.settings.embed_model)
    if not passages:
        return []
    vector = await index.embedder.question(question)
    fused = fuse(
        by_meaning(vector, [known for _, known in passages]),
        by_words(question, [chunk.text for chunk, _ in passages]),
    )
    return [Hit(chunk=passages[position][0], score=score) for position, score in fused[:limit]]
