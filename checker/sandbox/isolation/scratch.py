"""Where judges and players write their files, and how much a player may write."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from checker.sandbox.isolation import beneath

IN_MEMORY = Path("/dev/shm")  # noqa: S108  for a folder with a name of its own
ENOUGH_BYTES = 2 << 30
MOST_BYTES, LEAST_BYTES = 256 << 20, 4 << 20
ROOM_FOR_US = 64 << 20
MOST_ENTRIES = 20_000
NAMELESS = "tmp"  # how folders begin whose paths a player at level confined sees


def in_memory() -> Path | None:
    """Return a folder whose files are kept in memory; None is the usual one for temporary files.

    Players open a database or two in every hidden test, which on a disk costs as much as the test.
    Whoever sets TMPDIR has said where files belong; a container may have no more than 64 MiB there.
    """
    if "TMPDIR" in os.environ or not os.access(IN_MEMORY, os.W_OK | os.X_OK):
        return None
    found = os.statvfs(IN_MEMORY)
    return IN_MEMORY if found.f_bavail * found.f_frsize >= ENOUGH_BYTES else None


@contextmanager
def temporary(*, inside: Path) -> Iterator[Path]:
    """Lend a new folder below another for the block; it goes whatever a player has put into it."""
    made = tempfile.TemporaryDirectory(dir=inside, ignore_cleanup_errors=True)
    try:
        yield Path(made.name)
    finally:
        remove(made)


def remove(folder: tempfile.TemporaryDirectory[str]) -> None:
    """Remove a temporary folder, however deep are the folders in it."""
    try:
        folder.cleanup()
    except RecursionError:
        for command in (["chmod", "-R", "u+rwx"], ["rm", "-rf"]):  # neither of them recurses
            subprocess.run([*command, folder.name], capture_output=True, check=False)


def is_too_full(folder: int) -> bool:
    """Return whether a folder, by its descriptor, holds more than a player may write.

    On a disk that is nearly full that is little, so that whoever fills it is ended and not the
    judge, which writes there too.
    """
    disk = os.fstatvfs(folder)
    nearly_full = disk.f_bavail * disk.f_frsize < ROOM_FOR_US
    return beneath.is_fuller(folder, LEAST_BYTES if nearly_full else MOST_BYTES, MOST_ENTRIES)
