from __future__ import annotations

import pytest

from offline import document
from rag_index.chunking import split

TEXT = "Leave is 30 days. Ask your lead.\n\nTravel is booked by the office. Keep the bills."


def test_a_short_document_is_one_passage() -> None:
    [chunk] = split(document("a", "  Leave is 30 days.\n"), 800)
    assert (chunk.start, chunk.text) == (2, "Leave is 30 days.")


@pytest.mark.parametrize("longest", [7, 20, 40, 60])
def test_nothing_is_lost_and_nothing_too_long(longest: int) -> None:
    chunks = split(document("a", TEXT), longest)
    assert "".join("".join(chunk.text.split()) for chunk in chunks) == "".join(TEXT.split())
    assert max(len(chunk.text) for chunk in chunks) <= longest
    for chunk in chunks:
        assert TEXT[chunk.start :].startswith(chunk.text)


def test_paragraphs_are_kept_together() -> None:
    texts = [chunk.text for chunk in split(document("a", TEXT), 60)]
    assert texts == ["Leave is 30 days. Ask your lead.", TEXT.partition("\n\n")[2]]


def test_blank_documents_have_no_passages() -> None:
    assert split(document("a", " \n\n "), 800) == []
