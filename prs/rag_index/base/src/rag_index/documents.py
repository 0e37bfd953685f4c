"""What is indexed and what is found."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text of the handbook; ``id`` is its path below the handbook's folder."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """A passage: ``text`` stands at the offset ``start`` of its document."""

    document_id: str
    number: int
    start: int
    text: str

    @property
    def digest(self) -> str:
        """What the text is known by: passages that say the same have the same one."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """What the store knows about a document."""

    id: str
    title: str
    passages: int
    indexed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that was found, and how well it fits: more is better."""

    chunk: Chunk
    score: float
