"""What a defect changes in the reference, and what a fix changes back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Text of the reference that occurs exactly once in ``path``, and the flawed text for it."""

    path: PurePosixPath
    clean: str
    flawed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddFile:
    """A file that the pull request should not have added."""

    path: PurePosixPath
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveFile:
    """A file of the reference that the pull request left out."""

    path: PurePosixPath


Change: TypeAlias = Edit | AddFile | RemoveFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Another place of a defect: text that occurs exactly once in the dealt ``path``."""

    path: PurePosixPath
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """Text of the flawed tree that occurs exactly once in ``path``, and the text for it.

    An empty ``old`` creates the file; an empty ``new`` for a whole file's text deletes it.
    """

    path: PurePosixPath
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A fix for a defect that is planted alone; ``imports`` are lines to add."""

    name: str
    replacements: tuple[Replacement, ...]
    imports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Planting:
    """What is changed in the reference at once: a defect without the words and checks about it.

    ``sites`` are further places that it is seen at, ``imports`` lines that the new text needs.
    """

    slug: str
    changes: tuple[Change, ...]
    sites: tuple[Site, ...] = ()
    imports: tuple[str, ...] = ()
