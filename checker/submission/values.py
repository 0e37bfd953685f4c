"""The values that the steps of reading a submission pass to each other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from checker.model.review import Ignored


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateCopy:
    """A bare repository of our own with the objects of a submission and nothing else."""

    folder: Path
    head: str
    has_review: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeEntry:
    """One line of ``git ls-tree``: a name as bytes, its mode, its object and its size."""

    name: bytes
    mode: str
    oid: str
    size: int

    @property
    def path(self) -> PurePosixPath:
        """The name as a path; bytes that are not UTF-8 survive as surrogates."""
        return PurePosixPath(self.name.decode("utf-8", "surrogateescape"))


@dataclass(frozen=True, slots=True, kw_only=True)
class FilteredPaths:
    """Which entries count, which dealt paths are deleted, and what is ignored and why."""

    taken: tuple[TreeEntry, ...]
    deleted: frozenset[PurePosixPath]
    ignored: tuple[Ignored, ...]
