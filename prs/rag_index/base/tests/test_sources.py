from __future__ import annotations

import os
from pathlib import Path

import pytest

from rag_index import sources
from rag_index.errors import DocumentError


def test_files_are_found_in_every_folder(tmp_path: Path) -> None:
    below = tmp_path / "travel"
    below.mkdir()
    for path in (tmp_path / "leave.md", below / "car.md"):
        path.touch()
    assert sorted(sources.below(tmp_path)) == [tmp_path / "leave.md", below / "car.md"]


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DocumentError):
        list(sources.below(tmp_path / "nowhere"))


def test_an_id_is_utf8() -> None:
    assert sources.id_of(Path(os.fsdecode(b"caf\xe9.md"))) == r"caf\udce9.md"


def test_a_folder_is_no_document(tmp_path: Path) -> None:
    with pytest.raises(DocumentError):
        sources.read(tmp_path, "leave.md")
