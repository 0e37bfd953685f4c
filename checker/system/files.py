"""Write files and folders so that nobody sees half of one."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

UNFINISHED = "tmp-"  # what begins with it was left by a process that was killed


def write_whole(
    file: Path, content: bytes, *, scratch: Path | None = None, durable: bool = True
) -> None:
    """Write a file so that at every moment either the old or the new content is there.

    A file that is there keeps its mode; a new one is for its owner alone.

    Args:
        file: The file; its folder must exist.
        content: All that is to be in it.
        scratch: Where the unfinished file is written, on the same file system; else beside it.
        durable: Whether the content is on the disk when this returns; a cache does not need that.

    Raises:
        OSError: It cannot be written; nothing has changed then.
    """
    descriptor, unfinished = tempfile.mkstemp(prefix=UNFINISHED, dir=scratch or file.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            if durable:
                stream.flush()
                os.fsync(stream.fileno())
        if file.is_file():
            shutil.copymode(file, unfinished)
        Path(unfinished).replace(file)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise


def write_output(file: Path, content: bytes) -> None:
    """Write what a person has named: a file as ``write_whole`` does, a device or a pipe as it is.

    As root, /dev/null or the link /dev/stdout would become a file otherwise.

    Raises:
        OSError: It cannot be written.
    """
    if file.is_file() or not file.exists():
        write_whole(file, content)
    else:
        file.write_bytes(content)


@contextmanager
def new_folder(into: Path) -> Iterator[Path]:
    """Lend the path of a folder to make; at the end of the block it becomes ``into``.

    After an error nothing is at ``into``. What the block puts beside the folder does not stay.

    Raises:
        OSError: Something else is at ``into``, or it cannot be written.
    """
    into.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=into.parent, prefix=".messypr-") as scratch:
        unfinished = Path(scratch, "folder")
        yield unfinished
        unfinished.rename(into)
