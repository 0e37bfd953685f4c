"""Vectors without a model: texts that share words are near each other."""

from __future__ import annotations

import hashlib
import math
import re
from functools import lru_cache

WORD = re.compile(r"\w+")
ENDINGS = ("ing", "ed", "es", "s")
MIN_STEM_CHARS = 3
COMMON = """
a an and are as at be by can do for from how i in is it my of on or that the this to was we what
when where which who will with you your
"""


def vector(text: str, dimensions: int) -> list[float]:
    """Return a vector of length 1, the same for the same text on every machine."""
    places: dict[int, float] = {}  # most places of a vector of 1 024 stay zero
    for stem in stems(text) or [text]:
        place, sign = _place(stem)
        places[place % dimensions] = places.get(place % dimensions, 0.0) + sign
    norm = math.sqrt(sum(value * value for value in places.values()))
    if norm == 0.0:  # the words cancelled each other
        places, norm = {_place(text)[0] % dimensions: 1.0}, 1.0
    values = [0.0] * dimensions
    for place, value in places.items():
        values[place] = round(value / norm, 6)
    return values


def stems(text: str) -> list[str]:
    """Return the meaningful words of a text in lower case, without common endings."""
    common = COMMON.split()
    words = [word.lower() for word in WORD.findall(text)]
    return [_stem(word) for word in words if word not in common]


def _stem(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= MIN_STEM_CHARS:
            return word.removesuffix(ending)
    return word


@lru_cache(maxsize=4096)
def _place(stem: str) -> tuple[int, float]:
    """Return the index of a word and its sign: collisions cancel out on average."""
    digest = hashlib.blake2b(stem.encode(errors="surrogatepass"), digest_size=9).digest()
    return int.from_bytes(digest[:8]), 1.0 if digest[8] % 2 else -1.0
