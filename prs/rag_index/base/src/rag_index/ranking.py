"""Put passages in order: by meaning, by words, and by both."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Hashable, Sequence
from typing import TypeVar

from rag_index.embedding import Vector

WORD = re.compile(r"\w+")
SATURATION = 1.2  # BM25's k1: how soon a word said often counts no more
LENGTH_WEIGHT = 0.75  # BM25's b: how much long texts are held back
RANK_OFFSET = 60  # of reciprocal rank fusion, as in the paper

Key = TypeVar("Key", bound=Hashable)


def cosine(a: Vector, b: Vector) -> float:
    """Return how alike two vectors of one length are, between -1 and 1; 0 if one has none."""
    length = math.hypot(*a) * math.hypot(*b)
    return sum(x * y for x, y in zip(a, b, strict=True)) / length if length else 0.0


def by_meaning(question: Vector, vectors: Sequence[Vector]) -> list[int]:
    """Return the positions of the vectors, the closest first."""
    scores = [cosine(question, vector) for vector in vectors]
    return sorted(range(len(scores)), key=lambda position: -scores[position])


def by_words(question: str, texts: Sequence[str]) -> list[int]:
    """Return the positions of the texts that share words with the question, best first (BM25)."""
    counts = [Counter(_words(text)) for text in texts]
    lengths = [count.total() for count in counts]
    mean = sum(lengths) / len(lengths) if lengths else 0.0
    scores = [0.0] * len(texts)
    for word in set(_words(question)):
        having = sum(word in count for count in counts)
        rarity = math.log(1 + (len(texts) - having + 0.5) / (having + 0.5))
        for position, count in enumerate(counts):
            if said := count[word]:
                held_back = 1 - LENGTH_WEIGHT + LENGTH_WEIGHT * lengths[position] / mean
                gain = said * (SATURATION + 1) / (said + SATURATION * held_back)
                scores[position] += rarity * gain
    found = [position for position, score in enumerate(scores) if score > 0]
    return sorted(found, key=lambda position: -scores[position])


def fuse(*rankings: Sequence[Key]) -> list[tuple[Key, float]]:
    """Return what some rankings agree on, best first, with the score of each.

    Reciprocal rank fusion: scores of different kinds cannot be added, ranks can.
    """
    scores: dict[Key, float] = {}
    for ranking in rankings:
        for rank, key in enumerate(ranking, start=1):
            scores[key] = scores.get(key, 0.0) + 1 / (RANK_OFFSET + rank)
    return sorted(scores.items(), key=lambda pair: -pair[1])


def _words(text: str) -> list[str]:
    return WORD.findall(text.lower())
