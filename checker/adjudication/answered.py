"""A file of answers that were paid for: after an interruption nothing is asked twice."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from checker.errors import UsageError
from checker.sandbox.isolation.beneath import read_named

MOST_BYTES = 64 << 20
Kept: TypeAlias = dict[str, Mapping[str, Any]]


class AnswerFile:
    """The answers of earlier runs by the digests of their requests; new ones are added at once."""

    def __init__(self, known: Kept, stream: BinaryIO | None) -> None:
        self._known, self._stream = known, stream

    def get(self, request: str) -> Mapping[str, Any] | None:
        """Return the answer to a request, None if there is none yet."""
        return self._known.get(request)

    def add(self, request: str, verdict: Mapping[str, Any]) -> None:
        """Keep an answer; it is on the disk when this returns."""
        self._known[request] = verdict
        if self._stream is not None:
            line = json.dumps({"request": request, "verdict": verdict})
            self._stream.write(f"{line}\n".encode())
            self._stream.flush()
            os.fsync(self._stream.fileno())


@contextmanager
def opened(file: Path | None) -> Iterator[AnswerFile]:
    """Lend the answers in a file, which is created if it is not there; None keeps nothing.

    The last line is forgotten if it was cut off: a run was killed while it wrote.

    Raises:
        UsageError: It is a file of something else, which stays as it is.
    """
    if file is None:
        yield AnswerFile({}, None)
        return
    content = read_named(file, MOST_BYTES) if file.exists() else b""
    whole = content[: content.rfind(b"\n") + 1]
    known = _parsed(whole, file)
    if whole != content and not known:
        raise UsageError(f"{file} holds no answers of this program")
    with file.open("ab") as stream:
        stream.truncate(len(whole))
        yield AnswerFile(known, stream)


def _parsed(content: bytes, file: Path) -> Kept:
    known: Kept = {}
    for number, line in enumerate(content.splitlines(), 1):
        try:
            fields = json.loads(line)
            known[str(fields["request"])] = dict(fields["verdict"])
        except (KeyError, RecursionError, TypeError, ValueError) as error:
            raise UsageError(f"{file}, line {number}: it is no answer of this program") from error
    return known
