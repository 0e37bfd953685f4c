"""Find the file of the repository that another tool's path means."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from checker.errors import InvalidReviewError
from checker.review.formats.source import Origin

FEWEST_PARTS = 2  # of the end of a path: README.md of another folder is another file


def resolve(value: object, origin: Origin, where: str) -> object:
    """Return the path in the repository; without a tree, and if it is no text, it stays.

    Absolute paths, ``file:`` URIs, ``./`` and folders above the repository are cut off. The end
    of a path is enough where only one file ends with it.

    Raises:
        InvalidReviewError: Several files end with it.
    """
    if not isinstance(value, str) or not value.strip():
        return value
    path = _plain(value.strip(), origin.root)
    there = {*origin.head, *origin.base}
    if not there or PurePosixPath(path) in there:
        return path
    parts = PurePosixPath(path).parts
    for cut in range(1, len(parts) - FEWEST_PARTS + 1):
        if (short := PurePosixPath(*parts[cut:])) in there:
            return str(short)
    return _by_end(path, there, where)


def _plain(value: str, root: str) -> str:
    if value.startswith("file:"):
        value = unquote(urlsplit(value).path)
    value = value.replace("\\", "/")
    if root and value.startswith(f"{root.rstrip('/')}/"):
        return value[len(root.rstrip("/")) + 1 :]
    while value.startswith("./"):
        value = value[2:]
    return value.lstrip("/") if value.strip("/") else value


def _by_end(path: str, there: Collection[PurePosixPath], where: str) -> str:
    ends = sorted(str(each) for each in there if str(each).endswith(f"/{path}"))
    if len(ends) > 1:
        raise InvalidReviewError(
            f"{where}: several files end with {path[:60]!a}: {', '.join(ends[:3])}"
        )
    return ends[0] if ends else path
