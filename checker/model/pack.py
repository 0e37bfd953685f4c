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
    """One commit of the feature branch: what its author wrote and which paths it brings."""

    message: str
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SideEdit:
    """A commit beside the feature: text found exactly once in ``path``, and what it says then."""

    message: str
    path: PurePosixPath
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PullRequest:
    """A pull request as its author hands it over.

    ``contract`` lists the names that a fix keeps, as ``path::Qualified.name``; ``touch`` the
    patterns of paths that a submission may change; ``package`` the folder to put on
    ``sys.path``; ``tests`` the folder of the project's own tests. Of a ``draft`` not every proof
    has been run. ``upstream`` is what may happen on the main branch meanwhile, ``reformats`` what
    the author may have formatted on the way.
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
    """What was dealt: two commits, and the trees that they hold."""

    base_commit: str
    head_commit: str
    base: Tree
    head: Tree
