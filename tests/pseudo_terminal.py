"""The installed command in a terminal of its own."""

from __future__ import annotations

import os
import pty
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.command import MESSYPR


@contextmanager
def terminal(folder: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Run the command in a terminal whose Ctrl-C reaches it; yield it and the keys."""
    keys, inner = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    environment.pop("CI", None)
    process = subprocess.Popen(
        ["setsid", "--ctty", "--wait", str(MESSYPR), *arguments],
        cwd=folder,
        stdin=inner,
        stdout=inner,
        stderr=inner,
        env=environment,
    )
    os.close(inner)
    try:
        yield process, keys
    finally:
        process.kill()
        process.wait()
        os.close(keys)


def read_until(keys: int, wanted: bytes) -> bytes:
    """Return all that the command prints until it has printed some words."""
    text = b""
    while wanted not in b" ".join(text.split()):
        text += os.read(keys, 1)
    return text
