"""Open what somebody untrusted may have put below a folder: by descriptor, never through a link.

All paths are relative to a descriptor of the folder. The kernel resolves them in one step that
cannot be raced (``openat2``); where it has no such call each part is opened by itself.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
import struct
import sys
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Final

from checker.sandbox.inside import linux

OPENAT2: Final = 437
NO_MAGICLINKS, NO_SYMLINKS, BENEATH = 0x02, 0x04, 0x08  # linux/openat2.h
RESOLVE: Final = NO_MAGICLINKS | NO_SYMLINKS | BENEATH
LACKING: Final = frozenset({errno.ENOSYS, errno.EPERM, errno.EINVAL})
A_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY
TO_READ: Final = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY  # a FIFO must not be waited for
TRIES: Final = 20  # the kernel says EAGAIN while somebody renames what is above
MOST_BYTES: Final = 16 << 20  # a player writes no larger file
BLOCK: Final = 512  # bytes, whatever the file system: stat(2)


class OddFileError(OSError):
    """What is there is no regular file, or too large a one: nobody reads it."""


def open_below(folder: int, path: PurePosixPath, flags: int) -> int:
    """Return a descriptor of what is at a path below a folder, without following any link.

    Raises:
        OSError: it is not there, a link is in the way, or the path leads out of the folder.
    """
    if path.is_absolute() or ".." in path.parts:
        raise OddFileError(errno.EXDEV, "a path that leads out of its folder")
    if not has_openat2():
        return _step_by_step(folder, path, flags)
    how = struct.pack("QQQ", flags | os.O_CLOEXEC, 0, RESOLVE)
    for _ in range(TRIES):
        with contextlib.suppress(BlockingIOError):
            return linux.syscall(OPENAT2, folder, os.fsencode(path), how, len(how))
    raise OddFileError(errno.EAGAIN, "its folder is moved all the time")


def read_below(folder: int, path: PurePosixPath, most: int = MOST_BYTES) -> bytes:
    """Return the content of a regular file below a folder.

    Raises:
        OddFileError: it is no regular file, or larger than ``most`` bytes.
        OSError: it is not there, or behind a link.
    """
    try:
        descriptor = open_below(folder, path, TO_READ)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise OddFileError(errno.ELOOP, f"{path.name} is behind a link") from error
        raise
    return _content(descriptor, path.name, most)


def read_named(file: Path, most: int = MOST_BYTES) -> bytes:
    """Return the content of a regular file that the user of the command names.

    Links are followed, since the name is the user's; a FIFO or a device is refused all the same.

    Raises:
        OddFileError: it is no regular file, or larger than ``most`` bytes.
        OSError: it is not there.
    """
    return _content(os.open(file, TO_READ | os.O_CLOEXEC), file.name, most)


def write_below(folder: int, path: PurePosixPath, content: bytes) -> None:
    """Put a file below a folder in place of whatever is there, which is not opened.

    Raises:
        OSError: its folder is not there or behind a link, or the disk is full.
    """
    above = open_below(folder, path.parent, A_FOLDER)
    unfinished = f".{secrets.token_hex(8)}"
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        descriptor = os.open(unfinished, flags, 0o644, dir_fd=above)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        os.rename(unfinished, path.name, src_dir_fd=above, dst_dir_fd=above)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(unfinished, dir_fd=above)
        raise
    finally:
        os.close(above)


def make_folders(folder: int, path: PurePosixPath) -> None:
    """Make a folder below another and all that are missing above it; one that is there is fine.

    Raises:
        OSError: something else is in the way.
    """
    for each in [*reversed(path.parents), path][1:]:
        above = open_below(folder, each.parent, A_FOLDER)
        try:
            with contextlib.suppress(FileExistsError):
                os.mkdir(each.name, 0o755, dir_fd=above)
        finally:
            os.close(above)
    os.close(open_below(folder, path, A_FOLDER))


def first_odd(folder: Path, most: int) -> str:
    """Return the name of the first pipe or device below a folder, or "".

    Whoever opens one may wait or read for ever. A socket cannot be opened: git's own monitor of
    files has one. A link counts as what it leads to; none is entered.

    Raises:
        OddFileError: there are more than ``most`` things.
        OSError: the folder cannot be read.
    """
    seen, todo = 0, [folder]
    while todo:
        with os.scandir(todo.pop()) as found:
            for entry in found:
                seen += 1
                if seen > most:
                    raise OddFileError(errno.EFBIG, f"more than {most:,} files")
                if entry.is_dir(follow_symlinks=False):
                    todo.append(Path(entry.path))
                elif _is_odd(entry):
                    return entry.name
    return ""


def is_fuller(top: int, most_bytes: int, most_entries: int) -> bool:
    """Return whether more is below a folder than is allowed.

    What is written counts, and not what a sparse file claims to hold.
    """
    written = entries = 0
    todo = [PurePosixPath()]
    while todo:
        path = todo.pop()
        try:
            descriptor = open_below(top, path, A_FOLDER)
        except OSError as error:
            if error.errno == errno.ENAMETOOLONG:
                return True  # nobody who wants a file back nests that deep
            continue  # mostly: it was there a moment ago
        try:
            with os.scandir(descriptor) as found:
                for entry in found:
                    entries += 1
                    written += _blocks(entry) * BLOCK
                    if written > most_bytes or entries > most_entries:
                        return True
                    if entry.is_dir(follow_symlinks=False):
                        todo.append(path / entry.name)
        except OSError:
            continue
        finally:
            os.close(descriptor)
    return False


def _is_odd(entry: os.DirEntry[str]) -> bool:
    try:
        mode = entry.stat().st_mode
    except OSError:
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode) or stat.S_ISBLK(mode)


def _blocks(entry: os.DirEntry[str]) -> int:
    with contextlib.suppress(OSError):
        return entry.stat(follow_symlinks=False).st_blocks
    return 0


def _content(descriptor: int, name: str, most: int) -> bytes:
    """Return what is in a regular file, and close it; size first, since it may be a device."""
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise OddFileError(errno.EINVAL, f"{name} is no regular file")
        content = bytearray()
        if found.st_size <= most:
            while len(content) <= most and (part := os.read(descriptor, most + 1 - len(content))):
                content += part
        if max(found.st_size, len(content)) > most:
            raise OddFileError(errno.EFBIG, f"{name} is larger than {most:,} bytes")
        return bytes(content)
    finally:
        os.close(descriptor)


@lru_cache
def has_openat2() -> bool:
    """Return whether this kernel resolves a path below a folder by itself."""
    if sys.platform != "linux":
        return False
    how = struct.pack("QQQ", A_FOLDER | os.O_CLOEXEC, 0, RESOLVE)
    here = os.open("/", A_FOLDER | os.O_CLOEXEC)
    try:
        os.close(linux.syscall(OPENAT2, here, b".", how, len(how)))
    except OSError as error:
        if error.errno not in LACKING:
            raise
        return False
    else:
        return True
    finally:
        os.close(here)


def _step_by_step(folder: int, path: PurePosixPath, flags: int) -> int:
    """Return a descriptor as ``open_below`` does, part by part."""
    last = path.name or "."
    at = os.dup(folder)
    try:
        for part in path.parts[:-1]:
            below = os.open(part, A_FOLDER | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=at)
            os.close(at)
            at = below
        return os.open(last, flags | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=at)
    finally:
        os.close(at)
