"""Decide which files of a submission count; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from checker.model.pack import Tree
from checker.model.review import Ignored
from checker.submission.objects import REGULAR, object_id
from checker.submission.printable import printable
from checker.submission.values import FilteredPaths, TreeEntry
from checker.system import trees

MAX_PYTHON_BYTES = 64 * 1024
MAX_BYTES = 1024 * 1024
MAX_NAME_BYTES = 400
OUTSIDE = "outside what this pull request may change; the dealt file counts"
_PART = re.compile(r"[A-Za-z0-9_.+@][A-Za-z0-9_.+@=,~-]{0,99}")
_KINDS = {"120000": "a symbolic link", "160000": "a submodule"}
_START_UP = {"sitecustomize", "usercustomize"}
_COMPILED = {".pyc", ".pyo", ".pyd", ".so", ".pth"}


def filter_paths(entries: Sequence[TreeEntry], dealt: Tree, touch: Sequence[str]) -> FilteredPaths:
    """Return which entries count; an ignored path keeps its dealt content."""
    known = {path: object_id(content) for path, content in dealt.items()}
    gone = dealt.keys() - {entry.path for entry in entries}
    deleted = {path for path in gone if not _forbidden(path, touch)}
    kept = dealt.keys() - deleted
    ignored = [_ignored(path, _forbidden(path, touch)) for path in sorted(gone - deleted)]
    taken: list[TreeEntry] = []
    spelled = _spellings(kept)
    for entry in entries:
        if known.get(entry.path) == entry.oid and entry.mode in REGULAR:
            continue
        objection = _objection(entry, touch) or _clash(entry.path, spelled)
        if objection:
            ignored.append(_ignored(entry.path, objection))
        else:
            taken.append(entry)
            spelled.update(_spellings([entry.path]))
    blocked = _blocked({entry.path for entry in taken}, kept)
    ignored += [_ignored(path, "a dealt file needs this path") for path in sorted(blocked)]
    return FilteredPaths(
        taken=tuple(entry for entry in taken if entry.path not in blocked),
        deleted=frozenset(deleted),
        ignored=tuple(ignored),
    )


def _ignored(path: PurePosixPath, reason: str) -> Ignored:
    return Ignored(path=printable(path), reason=reason)


def _forbidden(path: PurePosixPath, touch: Sequence[str]) -> str:
    """Return why a submission must not change this path, or ""."""
    parts = [part.lower() for part in path.parts]
    if path.suffix.lower() == ".pyi":
        return "type stubs could hide the code from the type checker"
    if parts[-1] == "conftest.py":
        return "a conftest.py decides how tests run; the dealt ones count"
    if "__pycache__" in parts or path.suffix.lower() in _COMPILED:
        return "compiled files are not read"
    if any(part.split(".")[0] in _START_UP for part in parts):
        return "Python would run it at every start"
    return "" if any(trees.matches(path, pattern) for pattern in touch) else OUTSIDE


def _objection(entry: TreeEntry, touch: Sequence[str]) -> str:
    """Return why an entry cannot count, or ""."""
    if len(entry.name) > MAX_NAME_BYTES:
        return f"its name has {len(entry.name):,} bytes; at most {MAX_NAME_BYTES} are read"
    if not all(_PART.fullmatch(part) for part in entry.path.parts):
        return "its name holds characters other than letters, digits and _ . + @ = , ~ -"
    if forbidden := _forbidden(entry.path, touch):
        return forbidden
    if entry.mode not in REGULAR:
        return f"{_KINDS.get(entry.mode, f'a file of mode {entry.mode}')} is not read"
    limit = MAX_PYTHON_BYTES if entry.path.suffix == ".py" else MAX_BYTES
    if entry.size > limit:
        return f"it has {entry.size:,} bytes; at most {limit:,} are read"
    return ""


def _spellings(paths: Iterable[PurePosixPath]) -> dict[str, str]:
    """Return every path and folder by its name in lower case."""
    return {str(part).casefold(): str(part) for path in paths for part in (path, *path.parents)}


def _clash(path: PurePosixPath, spelled: Mapping[str, str]) -> str:
    # Names are ASCII by now, so Unicode's two ways of writing one letter cannot clash.
    for part in (path, *path.parents):
        other = spelled.get(str(part).casefold(), str(part))
        if other != str(part):
            return f"its name differs from {other} only in capital letters"
    return ""


def _blocked(new: set[PurePosixPath], kept: set[PurePosixPath]) -> set[PurePosixPath]:
    """Return the new files whose path is a folder of a kept file, or the reverse."""
    folders = {parent for path in kept for parent in path.parents}
    return {path for path in new if path in folders or not kept.isdisjoint(path.parents)}
