"""Parse git's output about a diff; every name in it is hostile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from checker.diffs.values import Block, FileChange, Status

_HUNK = re.compile(rb"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_INDEX = re.compile(rb"index ([0-9a-f]{40})\.\.([0-9a-f]{40})")
_STATUS = {"A": Status.ADDED, "D": Status.DELETED, "R": Status.RENAMED}


def parse_changes(raw: bytes) -> tuple[FileChange, ...]:
    """Return the files that ``git diff-tree --raw -z`` lists, in its order."""
    fields = iter(raw.decode("utf-8", "surrogateescape").split("\0")[:-1])
    return tuple(_changes(fields))


def _changes(fields: Iterator[str]) -> Iterator[FileChange]:
    for described in fields:
        _, _, before, after, letter = described.split(" ")
        old = PurePosixPath(next(fields))
        new = PurePosixPath(next(fields)) if letter[0] in "RC" else old
        status = _STATUS.get(letter[0], Status.MODIFIED)
        yield FileChange(status=status, old_path=old, path=new, blobs=(before, after))


def parse_blocks(patch: bytes) -> dict[tuple[str, str], tuple[Block, ...]]:
    """Return the blocks of a patch without context lines, by the ids of both blobs.

    A file without any shown change, for example with white space ignored, is not in the result.

    Lines of files begin with a sign, so that none of them looks like a header.
    """
    files: dict[tuple[str, str], list[Block]] = {}
    current: list[Block] = []
    for line in patch.split(b"\n"):
        if named := _INDEX.match(line):
            current = files[named[1].decode(), named[2].decode()] = []
        elif found := _HUNK.match(line):
            current.append(_block(found))
    return {blobs: tuple(blocks) for blobs, blocks in files.items()}


def _block(found: re.Match[bytes]) -> Block:
    old_first, new_first = int(found[1]), int(found[3])
    old_count, new_count = (int(found[n]) if found[n] else 1 for n in (2, 4))
    old_start = (
        old_first - 1 if old_count else old_first
    )  # for an empty range git gives the line before
    new_start = new_first - 1 if new_count else new_first
    return Block(
        old_start=old_start,
        old_stop=old_start + old_count,
        new_start=new_start,
        new_stop=new_start + new_count,
    )
