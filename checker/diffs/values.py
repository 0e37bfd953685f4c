"""The values of a diff."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath


class Status(StrEnum):
    """What happened to a file."""

    ADDED = "added"
    DELETED = "deleted"
    MODIFIED = "modified"
    RENAMED = "renamed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """A file that changed, as git names it; ``old_path`` differs if it was renamed.

    ``blobs`` are the ids of both contents.
    """

    status: Status
    old_path: PurePosixPath
    path: PurePosixPath
    blobs: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A range of old lines and the new lines that replace it; counted from 0, ``stop`` excluded."""

    old_start: int
    old_stop: int
    new_start: int
    new_stop: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDiff:
    """Both versions of a file as lines, and the blocks in which they differ.

    ``note`` says why nothing is shown, for example that the file is binary. ``unended`` names
    the sides whose last line has no line feed.
    """

    status: Status
    old_path: PurePosixPath
    path: PurePosixPath
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    note: str = ""
    unended: frozenset[str] = frozenset()

    @property
    def added(self) -> int:
        """The number of new lines."""
        return sum(block.new_stop - block.new_start for block in self.blocks)

    @property
    def deleted(self) -> int:
        """The number of deleted lines."""
        return sum(block.old_stop - block.old_start for block in self.blocks)
