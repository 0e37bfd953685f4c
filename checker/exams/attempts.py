"""Read and write a file of attempts; a commit is in it once."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from checker.errors import UsageError
from checker.exams.values import Attempt, Attempts
from checker.model.times import as_text, to_second
from checker.system.files import write_whole

SCHEMA = "messypr/attempts/1"
_KINDS = {"head": str, "at": str, "points": float, "report": str}


@contextmanager
def holding(file: Path) -> Iterator[None]:
    """Lock the folder of a file for the block, so that of two grades the second waits.

    Raises:
        UsageError: There is no such folder.
    """
    try:
        folder = os.open(file.absolute().parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise UsageError(f"no file of attempts can be at {file}: {error.strerror}") from error
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def read(file: Path, dealt_head: str) -> Attempts:
    """Return the attempts that a file holds, none where it does not exist.

    Raises:
        UsageError: It is no such file, or belongs to another deal.
    """
    if not file.exists():
        return Attempts(dealt_head=dealt_head)
    try:
        found = _attempts(json.loads(file.read_bytes()))
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise UsageError(f"{file} holds no attempts: {error}; name another file") from error
    if found.dealt_head != dealt_head:
        raise UsageError(
            f"{file} holds attempts at another deal ({found.dealt_head[:12]}, this is"
            f" {dealt_head[:12]}): keep one file for each deal and candidate"
        )
    return found


def add(file: Path, kept: Attempts, attempt: Attempt) -> Attempts:
    """Write one more attempt into a file, and return all of them; the lock must be held.

    Raises:
        UsageError: The commit was graded before, or the exam is closed, or the file cannot be
            written.
    """
    if kept.closed_at or kept.of(attempt.head) is not None:
        raise UsageError(f"commit {attempt.head[:12]} cannot be graded any more")
    return _write(file, replace(kept, attempts=(*kept.attempts, attempt)))


def close(file: Path, kept: Attempts, now: datetime) -> Attempts:
    """Close the exam, so that no other commit is graded; the lock must be held.

    Raises:
        UsageError: The file cannot be written.
    """
    return (
        kept if kept.closed_at else _write(file, replace(kept, closed_at=as_text(to_second(now))))
    )


def _write(file: Path, kept: Attempts) -> Attempts:
    content = json.dumps({"schema": SCHEMA, **asdict(kept)}, indent=2) + "\n"
    try:
        write_whole(file, content.encode())
    except OSError as error:
        raise UsageError(f"cannot write {file}: {error.strerror}") from error
    return kept


def _attempts(fields: Any) -> Attempts:
    if fields["schema"] != SCHEMA:
        raise ValueError(f"schema must be {SCHEMA!r}")
    texts = {name: fields[name] for name in ("dealt_head", "closed_at")}
    if not all(isinstance(each, str) for each in texts.values()):
        raise TypeError("dealt_head and closed_at must be strings")
    return Attempts(**texts, attempts=tuple(map(_attempt, fields["attempts"])))


def _attempt(fields: Any) -> Attempt:
    for name, kind in _KINDS.items():
        if not isinstance(fields[name], kind):
            raise TypeError(f"{name} of an attempt must be of type {kind.__name__}")
    return Attempt(**{name: fields[name] for name in _KINDS})
