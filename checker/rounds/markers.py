"""Review markers in a working tree: find them, import them as comments, remove them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from checker import rounds
from checker.errors import InvalidReviewError, RoundError
from checker.model.pack import Dealt
from checker.model.review import ReviewComment
from checker.model.times import to_second
from checker.review import markers
from checker.rounds import Imported, RoundDir
from checker.sandbox.isolation.folder import FolderPath, opened
from checker.system import git
from checker.system.files import write_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A Python file with markers, as it is in the working tree."""

    path: PurePosixPath
    text: str
    markers: tuple[markers.Marker, ...]


def find_marked(round_dir: RoundDir) -> tuple[Marked, ...]:
    """Return the files that hold markers.

    Raises:
        InvalidReviewError: A file with markers cannot be read as Python; the message names it.
    """
    listed = git.run(
        *("ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", "*.py"),
        cwd=round_dir.worktree,
    )
    names = sorted(set(listed.decode("utf-8", "surrogateescape").split("\0")) - {""})
    with opened(round_dir.worktree) as folder:
        files = [(PurePosixPath(name), folder / name) for name in names]
        found = [_read(path, file) for path, file in files if file.is_file()]
    return tuple(each for each in found if each is not None and each.markers)


def count(round_dir: RoundDir) -> int:
    """Return the number of markers; an unreadable file that contains the sign counts as one."""
    try:
        return sum(len(each.markers) for each in find_marked(round_dir))
    except InvalidReviewError:
        return 1


def take_in(round_dir: RoundDir, dealt: Dealt, now: datetime) -> Imported:
    """Make comments of all markers, then remove the markers from the files.

    A kill in between loses nothing: the same markers make the same comments.

    Raises:
        RoundError: The round was handed in.
        InvalidReviewError: A marker cannot become a comment; nothing has changed then.
    """
    marked = find_marked(round_dir)
    comments: list[ReviewComment] = []
    for each in marked:
        if each.path not in dealt.head:
            raise InvalidReviewError(
                f"{each.path}:{each.markers[0].rows.first}: this file is not part of the pull"
                " request, so its markers cannot become comments"
            )
        comments += markers.to_comments(
            each.path,
            each.text,
            dealt.head[each.path].decode("utf-8", "replace"),
            created_at=to_second(now),
        )
    imported = rounds.import_comments(round_dir, comments, dealt=dealt)
    for each in marked:
        _strip(round_dir, each)
    return imported


def _read(path: PurePosixPath, file: FolderPath) -> Marked | None:
    content = file.read_bytes()
    if markers.SIGN.encode() not in content:
        return None
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise InvalidReviewError(f"{path}: cannot look for markers, it is not UTF-8") from error
    return Marked(path=path, text=text, markers=markers.find(text, path))


def _strip(round_dir: RoundDir, marked: Marked) -> None:
    """Write a file without its markers, whole or not at all, with its old mode."""
    file = round_dir.worktree / marked.path
    if file.read_bytes() != marked.text.encode():
        raise RoundError(
            f"{marked.path} has changed just now: its comments are kept; save it and run"
            " `messypr comment import --markers` again"
        )
    stripped = markers.strip(marked.text, marked.path).encode()
    write_whole(file, stripped, scratch=round_dir.folder)  # which cleans up after a kill
