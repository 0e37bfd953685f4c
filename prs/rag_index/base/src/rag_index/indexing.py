"""Put single documents into the index."""

from __future__ import annotations

from rag_index.chunking import split
from rag_index.documents import Document
from rag_index.index import Index


async def add(index: Index, document: Document) -> int:
    """Index a document, instead of what was known of it, and return how many passages it has.

    Raises:
        EmbeddingError: there are no vectors now; the index stays as it was.
    """
    chunks = split(document, index.settings.chunk_chars)
    vectors = await index.embedder.embed([chunk.text for chunk in chunks])
    passages = list(zip(chunks, vectors, strict=True))
    await index.store.replace(document, passages, model=index.settings.embed_model)
    return len(passages)
