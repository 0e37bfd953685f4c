"""Read trees and blobs by plumbing commands; nothing is ever checked out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path, PurePosixPath

from git.exc import GitCommandError

from checker.errors import SubmissionError
from checker.model.pack import Tree
from checker.submission.printable import git_error_line
from checker.submission.values import TreeEntry
from checker.system import git

MAX_ENTRIES = 5_000
MAX_LISTING_BYTES = 4 * 1024 * 1024
MAX_TOTAL_BYTES = 8 * 1024 * 1024
MAX_SHOWN_BYTES = 64 * 1024 * 1024  # files that are shown and not graded
TIMEOUT_SECONDS = 30
REGULAR = ("100644", "100755")
_ENTRY = re.compile(rb"(\d{6}) (?:blob|commit|tree) ([0-9a-f]{40}) +(\d+|-)\t(.+)", re.DOTALL)


def list_entries(repository: Path, commit: str) -> tuple[TreeEntry, ...]:
    """Return the entries of a commit's tree, without reading any file.

    Raises:
        SubmissionError: The tree has too many entries, or git cannot read it.
    """
    try:
        printed = git.first_bytes(
            *("ls-tree", "-r", "-z", "-l", "--full-tree", commit),
            cwd=repository,
            size=MAX_LISTING_BYTES,
            timeout=TIMEOUT_SECONDS,
        )
    except GitCommandError as error:
        raise SubmissionError(
            f"git cannot list commit {commit[:12]}: {git_error_line(error)}"
        ) from error
    lines = printed.split(b"\0")[:-1]
    if len(printed) == MAX_LISTING_BYTES or len(lines) > MAX_ENTRIES:
        raise SubmissionError(
            f"commit {commit[:12]} holds more than {MAX_ENTRIES:,} files; a submission changes"
            " a few files of what was dealt"
        )
    return tuple(_entry(line) for line in lines)


def _entry(line: bytes) -> TreeEntry:
    found = _ENTRY.fullmatch(line)
    if found is None:
        raise SubmissionError("git lists an entry that cannot be read")
    size = 0 if found[3] == b"-" else int(found[3])
    return TreeEntry(name=found[4], mode=found[1].decode(), oid=found[2].decode(), size=size)


def read_blobs(
    repository: Path, entries: Iterable[TreeEntry], *, most: int = MAX_TOTAL_BYTES
) -> Mapping[str, bytes]:
    """Return the content of every entry by its object id.

    Raises:
        SubmissionError: They are larger than is allowed, or git cannot read them.
    """
    sizes = {entry.oid: entry.size for entry in entries}
    if sum(sizes.values()) > most:
        raise SubmissionError(
            f"the files to read have {sum(sizes.values()):,} bytes; at most {most:,} are read"
        )
    asked = "".join(f"{oid}\n" for oid in sizes).encode()
    try:
        printed = git.run(
            "cat-file", "--batch", cwd=repository, stdin=asked, timeout=TIMEOUT_SECONDS
        )
    except GitCommandError as error:
        raise SubmissionError(f"git cannot read the files: {git_error_line(error)}") from error
    contents: dict[str, bytes] = {}
    at = 0
    for oid, size in sizes.items():
        header = f"{oid} blob {size}\n".encode()
        if not printed.startswith(header, at):
            raise SubmissionError(f"the object {oid[:12]} is missing")
        at += len(header)
        contents[oid] = printed[at : at + size]
        at += size + 1
    return contents


def read_tree(
    repository: Path,
    commit: str,
    only: Collection[PurePosixPath] | None = None,
    *,
    most: int = MAX_TOTAL_BYTES,
) -> Tree:
    """Return the regular files of a commit, or those of them that ``only`` names.

    Raises:
        SubmissionError: They are too many or too large, or git cannot read them.
    """
    entries = [
        entry
        for entry in list_entries(repository, commit)
        if entry.mode in REGULAR and (only is None or entry.path in only)
    ]
    contents = read_blobs(repository, entries, most=most)
    return {entry.path: contents[entry.oid] for entry in entries}


def object_id(content: bytes) -> str:
    """Return the id under which git stores a file with this content."""
    header = f"blob {len(content)}\0".encode()
    return hashlib.sha1(header + content, usedforsecurity=False).hexdigest()
