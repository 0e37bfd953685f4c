"""Read and write the files of a repository as one value."""

from __future__ import annotations

import hashlib
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from checker.model.pack import Tree

CACHES = {
    "__pycache__",
    ".ruff_cache",
    ".mypy_cache",
    ".pytest_cache",
}  # pip compiles what it installs


def read(folder: Path) -> Tree:
    """Return every file below ``folder``, without caches."""
    return {
        PurePosixPath(file.relative_to(folder).as_posix()): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not CACHES.intersection(file.relative_to(folder).parts)
    }


def write(tree: Tree, folder: Path) -> Path:
    """Write the tree below ``folder`` and return it."""
    for path, content in tree.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return folder


def digest(*trees: Tree) -> str:
    """Return a hash of one or more trees in their order: every path and every byte."""
    whole = hashlib.sha256()
    for tree in trees:
        for path in sorted(tree):
            whole.update(f"{path}\0{len(tree[path])}\0".encode() + tree[path])
    return whole.hexdigest()


def matches(path: PurePosixPath, pattern: str) -> bool:
    """Return whether a path matches a pattern: ``*`` stays in one folder, ``**`` crosses any."""
    return _fits(path.parts, PurePosixPath(pattern).parts)


def _fits(parts: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    if not wanted:
        return not parts
    if wanted[0] == "**":
        return any(_fits(parts[skipped:], wanted[1:]) for skipped in range(len(parts) + 1))
    if not parts or not fnmatchcase(parts[0], wanted[0]):
        return False
    return _fits(parts[1:], wanted[1:])


def python_files(tree: Tree) -> tuple[PurePosixPath, ...]:
    """Return the paths of the tree's Python files, in order."""
    return tuple(sorted(path for path in tree if path.suffix == ".py"))
