"""Answers that are still good."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable

Clock = Callable[[], float]


class AnswerCache:
    """Keeps texts for ``ttl_s`` seconds; when it is full, the one unused for longest goes."""

    def __init__(self, *, size: int, ttl_s: float, clock: Clock) -> None:
        self._size = size
        self._ttl_s = ttl_s
        self._clock = clock
        self._kept: OrderedDict[Hashable, tuple[float, str]] = OrderedDict()
        self.hits = 0
        self.misses = 0

    def get(self, key: Hashable) -> str | None:
        """Return the text kept under the key, None if there is none or it is too old."""
        kept = self._kept.get(key)
        if kept is None or self._clock() >= kept[0]:
            self._kept.pop(key, None)
            self.misses += 1
            return None
        self._kept.move_to_end(key)
        self.hits += 1
        return kept[1]

    def put(self, key: Hashable, text: str) -> None:
        """Keep a text from now on."""
        self._kept[key] = (self._clock() + self._ttl_s, text)
        self._kept.move_to_end(key)
        while len(self._kept) > self._size:
            self._kept.popitem(last=False)

    def __len__(self) -> int:
        return len(self._kept)
