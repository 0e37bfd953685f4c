"""Read documents from files."""

from __future__ import annotations

from pathlib import Path

from rag_index.documents import Document
from rag_index.errors import DocumentError


def read(path: Path, document_id: str) -> Document:
    """Return the document of a UTF-8 file; its title is the first line, without ``#``.

    Raises:
        DocumentError: the file cannot be read, or is no text.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise DocumentError(f"{document_id} cannot be opened") from error
    except UnicodeDecodeError as error:
        raise DocumentError(f"{document_id} is not UTF-8 text") from error
    lines = text.strip().splitlines()
    title = lines[0].lstrip("#").strip() if lines else ""
    return Document(id=document_id, title=title or document_id, text=text)
