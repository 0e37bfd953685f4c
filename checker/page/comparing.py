"""Compare two commits: the changes between them, with both versions of each file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from checker.diffs import Block, FileChange, FileDiff, Status, parse_blocks, parse_changes
from checker.model.pack import Tree
from checker.review import split
from checker.submission.objects import MAX_SHOWN_BYTES, read_tree
from checker.system import git

_PLUMBING = ("diff-tree", "-r", "--no-ext-diff", "--no-textconv", "--text", "-M")
_PATCH = ("-p", "--full-index", "-U0", "--inter-hunk-context=0", "--histogram", "--no-color")


def compare(
    repository: Path, old: str, new: str, *, ignore_spaces: bool = False
) -> tuple[FileDiff, ...]:
    """Return the changes from one commit to another.

    The repository's own configuration and attributes have no influence on the result.

    Raises:
        GitCommandError: A commit does not exist.
        SubmissionError: The changed files are too large.
    """
    raw = git.run(*_PLUMBING, "--raw", "--no-abbrev", "-z", old, new, cwd=repository)
    changes = parse_changes(raw)
    spaces = ("--ignore-all-space",) if ignore_spaces else ()
    patch = git.run(*_PLUMBING, *_PATCH, *spaces, old, new, cwd=repository)
    blocks = parse_blocks(patch)
    most = MAX_SHOWN_BYTES
    before = read_tree(repository, old, {change.old_path for change in changes}, most=most)
    after = read_tree(repository, new, {change.path for change in changes}, most=most)
    return tuple(_files(changes, blocks, before, after))


def _files(
    changes: tuple[FileChange, ...],
    blocks: Mapping[tuple[str, str], tuple[Block, ...]],
    before: Tree,
    after: Tree,
) -> Iterator[FileDiff]:
    for change in changes:
        old, new = before.get(change.old_path), after.get(change.path)
        named = {"status": change.status, "old_path": change.old_path, "path": change.path}
        if note := _note(change, old, new):
            yield FileDiff(**named, note=note)  # type: ignore[arg-type]
            continue
        texts = [(content or b"").decode("utf-8", "replace") for content in (old, new)]
        ends = zip(("old", "new"), texts, strict=True)
        yield FileDiff(
            status=change.status,
            old_path=change.old_path,
            path=change.path,
            old=tuple(split(texts[0])),
            new=tuple(split(texts[1])),
            blocks=blocks.get(change.blobs, ()),
            unended=frozenset(side for side, text in ends if text and not text.endswith("\n")),
        )


def _note(change: FileChange, old: bytes | None, new: bytes | None) -> str:
    """Return why there are no lines to show, or ""."""
    if (old is None and change.status is not Status.ADDED) or (
        new is None and change.status is not Status.DELETED
    ):
        return "not a regular file"
    if any(b"\0" in content for content in (old, new) if content):
        return "a binary file"
    return ""
