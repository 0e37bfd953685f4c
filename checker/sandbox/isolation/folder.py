"""A path below a folder that somebody untrusted writes to, such as a player's.

It looks like a ``pathlib.Path`` and opens nothing by path: a player may put a link, a FIFO or a
device wherever a hidden test expects a file, and may do so while the test looks.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from checker.sandbox.isolation import beneath


@dataclass(slots=True)
class Room:
    """A folder: our descriptor of it, and the path under which its owner sees it.

    One with a number is a file system of its own, whose size the kernel keeps.
    """

    descriptor: int
    seen_as: PurePosixPath
    number: int = 0

    def close(self) -> None:
        """Let go of the folder."""
        os.close(self.descriptor)


@dataclass(frozen=True, slots=True)
class FolderPath:
    """A path below a folder; as text it is the path that the player sees."""

    room: Room = field(repr=False, compare=False)
    inner: PurePosixPath = field(default_factory=PurePosixPath)

    def __str__(self) -> str:
        """Return the path that the player sees."""
        return str(self.room.seen_as / self.inner)

    def __truediv__(self, below: str | PurePosixPath) -> FolderPath:
        """Return a path below this one."""
        return replace(self, inner=self.inner / below)

    @property
    def name(self) -> str:
        """The last part."""
        return self.inner.name

    @property
    def parent(self) -> FolderPath:
        """The folder that it is in."""
        return replace(self, inner=self.inner.parent)

    def with_name(self, name: str) -> FolderPath:
        """Return the path of a neighbour."""
        return replace(self, inner=self.inner.with_name(name))

    def read_bytes(self, most: int = beneath.MOST_BYTES) -> bytes:
        """Return the content of a regular file.

        Raises:
            OddFileError: it is no regular file, behind a link, or too large.
            OSError: it is not there.
        """
        return beneath.read_below(self.room.descriptor, self.inner, most)

    def read_text(self, encoding: str = "utf-8") -> str:
        """Return the text of a regular file as ``read_bytes`` does."""
        return self.read_bytes().decode(encoding)

    def write_bytes(self, content: bytes) -> None:
        """Put a file here, in place of whatever a player has put here."""
        beneath.write_below(self.room.descriptor, self.inner, content)

    def write_text(self, text: str, encoding: str = "utf-8") -> None:
        """Put a text here as ``write_bytes`` does."""
        self.write_bytes(text.encode(encoding))

    def mkdir(self, *, parents: bool = False, exist_ok: bool = False) -> None:
        """Make a folder."""
        if not exist_ok and self._kind() is not None:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), self.name)
        if not parents:
            self.parent.listed()
        beneath.make_folders(self.room.descriptor, self.inner)

    def unlink(self) -> None:
        """Remove what is here, which is no folder."""
        with self._above() as above:
            os.unlink(self.name, dir_fd=above)

    def rename(self, target: FolderPath) -> None:
        """Move what is here to another path of the same folder, and open neither."""
        with self._above() as above, target._above() as there:
            os.rename(self.name, target.name, src_dir_fd=above, dst_dir_fd=there)

    def symlink_to(self, target: FolderPath | str) -> None:
        """Put a link here for the player to find; a text may be relative to the link."""
        with self._above() as above:
            os.symlink(str(target), self.name, dir_fd=above)

    def exists(self) -> bool:
        """Return whether anything is here, be it a link that leads nowhere."""
        return self._kind() is not None

    def is_file(self) -> bool:
        """Return whether a regular file is here."""
        kind = self._kind()
        return kind is not None and stat.S_ISREG(kind)

    def is_dir(self) -> bool:
        """Return whether a folder is here."""
        kind = self._kind()
        return kind is not None and stat.S_ISDIR(kind)

    def listed(self) -> list[str]:
        """Return the names of what is in this folder, in order.

        Raises:
            OSError: it is no folder.
        """
        descriptor = beneath.open_below(self.room.descriptor, self.inner, beneath.A_FOLDER)
        try:
            return sorted(os.listdir(descriptor))  # noqa: PTH208  a descriptor, no path
        finally:
            os.close(descriptor)

    def _kind(self) -> int | None:
        try:
            with self._above() as above:
                return os.stat(self.name or ".", dir_fd=above, follow_symlinks=False).st_mode
        except (FileNotFoundError, NotADirectoryError):
            return None

    @contextmanager
    def _above(self) -> Iterator[int]:
        """Lend a descriptor of the folder that it is in."""
        above = beneath.open_below(self.room.descriptor, self.inner.parent, beneath.A_FOLDER)
        try:
            yield above
        finally:
            os.close(above)


@contextmanager
def opened(folder: Path) -> Iterator[FolderPath]:
    """Lend a folder of this machine."""
    descriptor = os.open(folder, beneath.A_FOLDER | os.O_NOFOLLOW | os.O_CLOEXEC)
    with closing(Room(descriptor, PurePosixPath(folder))) as room:
        yield FolderPath(room)
