"""Read documents from files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from rag_index.documents import Document
from rag_index.errors import DocumentError


def below(folder: Path) -> Iterator[Path]:
    """Yield the paths of what is below a folder and no folder itself; no link is followed.

    Raises:
        DocumentError: a folder cannot be listed, so that nobody can say what is in it.
    """

    def refuse(error: OSError) -> NoReturn:
        raise DocumentError(
            f"the folder {folder.name} cannot be listed, or not all of it"
        ) from error

    for parent, _, names in os.walk(folder, onerror=refuse):
        yield from (Path(parent, name) for name in names)


def id_of(path: Path) -> str:
    """Return the id of the document at a path, in UTF-8 whatever bytes the path is made of."""
    return path.as_posix().encode("utf-8", "backslashreplace").decode("utf-8")


def read(path: Path, document_id: str) -> Document:
    """Return the document of a UTF-8 file; its title is the first line, without ``#``.

    Raises:
        DocumentError: the file cannot be read, or is no text.
    """
    try:
        if not path.is_file():  # whoever opens a pipe may wait for ever
            raise DocumentError(f"{document_id} is no file")
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise DocumentError(f"{document_id} cannot be opened") from error
    except UnicodeDecodeError as error:
        raise DocumentError(f"{document_id} is not UTF-8 text") from error
    lines = text.strip().splitlines()
    title = lines[0].lstrip("#").strip() if lines else ""
    return Document(id=document_id, title=title or document_id, text=text)
