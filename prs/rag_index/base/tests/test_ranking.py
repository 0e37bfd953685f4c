from __future__ import annotations

import pytest

from rag_index.ranking import by_meaning, by_words, cosine, fuse


def test_the_cosine_forgets_lengths() -> None:
    assert cosine((3.0, 0.0), (1.0, 0.0)) == pytest.approx(1.0)
    assert cosine((1.0, 0.0), (0.0, 2.0)) == pytest.approx(0.0)
    assert cosine((0.0, 0.0), (1.0, 2.0)) == 0.0


def test_the_closest_vector_comes_first() -> None:
    assert by_meaning((1.0, 0.0), [(0.0, 1.0), (5.0, 0.1), (1.0, 1.0)]) == [1, 2, 0]


def test_rare_words_count_more() -> None:
    texts = ["the office is open", "the office has lunch", "the laptop"]
    assert by_words("Lunch in the office?", texts) == [1, 0, 2]


def test_texts_without_a_common_word_are_left_out() -> None:
    assert by_words("parental", ["leave", "travel"]) == []


def test_what_both_rankings_like_comes_first() -> None:
    assert [key for key, _ in fuse(["a", "b", "c"], ["c", "a"])] == ["a", "c", "b"]
