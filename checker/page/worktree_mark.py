"""Notice that a working tree has changed, without reading its files."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

MAX_FILES = 5_000
_NOT_THE_PROJECTS = frozenset({".git", ".venv", "__pycache__", "node_modules"})


def mark(folder: Path) -> str:
    """Return a hash that changes when a file of a working tree does.

    Names, sizes and times are compared, of at most ``MAX_FILES`` files; what tools leave is not.
    """
    found = islice(_files(folder), MAX_FILES)
    return hashlib.sha256(repr(sorted(found)).encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _files(folder: Path) -> Iterator[tuple[str, int, int]]:
    for at, folders, names in os.walk(folder):
        folders[:] = [each for each in folders if not _is_of_a_tool(each)]
        for name in names:
            file = Path(at, name)
            try:
                found = file.lstat()
            except OSError:
                continue
            yield str(file), found.st_mtime_ns, found.st_size


def _is_of_a_tool(name: str) -> bool:
    return name in _NOT_THE_PROJECTS or name.endswith((".egg-info", "_cache"))
