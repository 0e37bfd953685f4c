"""What a candidate may see of a pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TypeAlias

Tree: TypeAlias = Mapping[PurePosixPath, bytes]
"""The files of a repository, by path; every file has mode 100644."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedCommit:
    """One commit of the feature branch: its message, and the paths that it adds or changes."""

    message: str
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SideEdit:
    """A commit beside the feature: text that occurs exactly once in ``path``, and its new text."""

    message: str
    path: PurePosixPath
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PullRequest:
    """A pull request as its author hands it over.

    ``contract`` lists the names that a fix must keep, as ``path::Qualified.name``; ``touch``
    the patterns of paths that a submission may change; ``package`` the folder to add to
    ``sys.path``; ``tests`` the folder of the project's own tests. A ``draft`` has proofs that
    were not run yet. ``upstream`` lists commits that main may get meanwhile, ``reformats``
    files that the author may have reformatted.
    """

    slug: str
    title: str
    author: str
    branch: str
    minutes: int
    level: str
    topics: tuple[str, ...]
    body: str
    base: Path
    package: PurePosixPath
    tests: PurePosixPath
    commits: tuple[PlannedCommit, ...]
    contract: tuple[str, ...]
    touch: tuple[str, ...]
    draft: bool = False
    upstream: tuple[SideEdit, ...] = ()
    reformats: tuple[SideEdit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealt:
    """What was dealt: two commits and their trees."""

    base_commit: str
    head_commit: str
    base: Tree
    head: Tree
