"""Report progress to a program, one JSON object a line: ``messypr submit --progress-json FILE``."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import IO

from checker.errors import MessyprError
from checker.progress import Progress


@contextmanager
def written_to(file: IO[bytes]) -> Iterator[Progress]:
    """Lend a progress that writes steps: ``{"doing": "hidden tests", "done": 3, "total": 41}``.

    Work goes on when the reader of the file has ended.
    """

    def write(doing: str, done: int, total: int) -> None:
        step = {"doing": doing, "done": done, "total": total}
        with suppress(BrokenPipeError):
            os.write(file.fileno(), f"{json.dumps(step)}\n".encode())  # buffers would fail later

    yield write


def read(lines: Iterable[str], progress: Progress) -> None:
    """Pass on every step that another process writes; return when it has ended.

    Raises:
        MessyprError: A line is no step.
    """
    for line in lines:
        try:
            step = json.loads(line)
        except ValueError:
            step = None
        match step:
            case {"doing": str(doing), "done": int(done), "total": int(total)}:
                progress(doing, done, total)
            case _:
                raise MessyprError(f"this is no step of progress: {line.strip()!r}")
