"""Find out whether the code under a comment has changed since the deal."""

from __future__ import annotations

from functools import cache
from pathlib import PurePosixPath

from checker.model.review import ReviewComment, Side
from checker.page.material import Material
from checker.review import line_map, split

MAX_FILE_BYTES = 1 << 20


class WorkingTree:
    """The working tree at one moment, compared with what was dealt; a file is read once."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._moved = cache(self._compared)

    def outdated(self, comment: ReviewComment) -> bool:
        """Return whether the lines that a comment is about have changed in the working tree."""
        if comment.side is Side.LEFT:
            return False
        same = self._moved(comment.path)
        if same is None or comment.lines is None:
            return same is None
        return not all(same[comment.lines.first - 1 : comment.lines.last])

    def _compared(self, path: PurePosixPath) -> tuple[bool, ...] | None:
        """Return for each dealt line whether it still exists; None if the file is gone."""
        head = self._material.lines(path, left=False)
        now = self._read(path)
        if now is None or now == head:
            return None if now is None else (True,) * len(head)
        places = line_map(head, now)
        return tuple(
            bool(at) and now[at - 1] == line for line, at in zip(head, places, strict=True)
        )

    def _read(self, path: PurePosixPath) -> tuple[str, ...] | None:
        file = self._material.place.worktree / path
        try:
            if file.is_symlink() or not file.is_file() or file.stat().st_size > MAX_FILE_BYTES:
                return None
            return tuple(split(file.read_bytes().decode("utf-8", "replace")))
        except OSError:
            return None
