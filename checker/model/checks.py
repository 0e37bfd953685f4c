"""The checks that decide whether a defect is fixed: a closed union."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:  # importing it takes a third of a second, and `messypr list` does not need it
    import libcst as cst


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A name of the contract that ``path`` must define; "" requires only the file."""

    path: PurePosixPath
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenTest:
    """A pytest node id below the key's ``tests``; the test must pass."""

    node_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LintCheck:
    """A ruff rule that must report nothing in any Python file of the package.

    ``visible`` says that the repository's own configuration reports it too.
    """

    code: str
    anchor: Anchor
    visible: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeCheck:
    """A mypy error code that must not be reported in any Python file of the package."""

    code: str
    anchor: Anchor
    visible: bool = False


Modules: TypeAlias = "Mapping[PurePosixPath, cst.Module]"
"""The parsed Python files of a tree, package and tests, by path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureCheck:
    """A question about the syntax trees of the submission; the answer must be yes.

    The question is asked in a child process that can be killed, never in the judge.
    """

    anchor: Anchor
    holds: Callable[[Modules], bool]
    asks: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCheck:
    """A question about files as bytes; every requirement must hold.

    ``absent`` paths must not exist, ``lacks`` must occur in no file of the submission, and
    ``toml`` is asked about the parsed document at ``path``.
    """

    anchor: Anchor
    absent: tuple[PurePosixPath, ...] = ()
    lacks: tuple[bytes, ...] = ()
    path: PurePosixPath | None = None
    toml: Callable[[Mapping[str, object]], bool] | None = None
    asks: str


Check: TypeAlias = HiddenTest | LintCheck | TypeCheck | StructureCheck | FileCheck
