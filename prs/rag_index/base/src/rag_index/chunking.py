"""Cut documents into passages."""

from __future__ import annotations

from rag_index.documents import Chunk, Document

# Where to cut, best first: between paragraphs, sentences, words.
SEPARATORS = ("\n\n", ". ", " ")


def split(document: Document, longest: int) -> list[Chunk]:
    """Return the passages of a document in order, none of them blank or over ``longest`` chars.

    Together they are the whole text but for the white space between them.
    """
    chunks: list[Chunk] = []
    start = 0
    while start < len(document.text):
        end = _end(document.text, start, longest)
        piece = document.text[start:end]
        if text := piece.strip():
            lead = len(piece) - len(piece.lstrip())
            chunks.append(
                Chunk(document_id=document.id, number=len(chunks), start=start + lead, text=text)
            )
        start = end
    return chunks


def _end(text: str, start: int, longest: int) -> int:
    """Return where the piece that begins at ``start`` ends."""
    limit = start + longest
    if limit >= len(text):
        return len(text)
    for separator in SEPARATORS:
        found = text.rfind(separator, start + 1, limit)
        if found > start:
            return found + len(separator)
    return limit
