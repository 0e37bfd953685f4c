"""A dictionary that never grows beyond its size."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class BoundedDict(Generic[T]):
    """Keeps entries in order of arrival; the oldest are removed when it is full.

    ``weigh`` returns the size of an entry: a client must not fill our memory.
    """

    def __init__(self, room: int, weigh: Callable[[T], int] = lambda _: 1) -> None:
        self._room = room
        self._weigh = weigh
        self._taken = 0
        self._things: dict[str, T] = {}

    def put(self, name: str, thing: T) -> None:
        """Store an entry; it replaces one with the same id."""
        if name in self._things:
            self._taken -= self._weigh(self._things[name])
        self._things[name] = thing
        self._taken += self._weigh(thing)
        while self._taken > self._room and len(self._things) > 1:
            self.drop(next(iter(self._things)))

    def get(self, name: str) -> T | None:
        """Return the entry with that id, None if there is none."""
        return self._things.get(name)

    def drop(self, name: str) -> None:
        """Remove an entry, if it exists."""
        thing = self._things.pop(name, None)
        if thing is not None:
            self._taken -= self._weigh(thing)

    def all(self) -> list[T]:
        """Return all entries, the oldest first."""
        return list(self._things.values())
