"""Run the program of a second judge: questions go in, verdicts come out, within limits."""

from __future__ import annotations

import contextlib
import os
import selectors
import shlex
import signal
import subprocess
import tempfile
import time
from typing import IO, Final

from checker.errors import EnvironmentBrokenError, UsageError

MOST_BYTES: Final = 4 << 20
PATIENCE: Final = 5.0  # seconds between the request to end and the end
BLOCK: Final = 1 << 16


def arguments_of(command: str) -> list[str]:
    """Return a command's program and arguments; quotes work as in a shell, and nothing else does.

    Raises:
        UsageError: There is no program in it, or a quote is open.
    """
    try:
        arguments = shlex.split(command)
    except ValueError as error:
        raise UsageError(f"the judge's command cannot be read: {error}") from error
    if not arguments:
        raise UsageError("the judge's command is empty")
    return arguments


def run(command: str, asked: str, *, seconds: float) -> bytes:
    """Return what a program writes to stdout that reads the questions from stdin.

    It has the environment and the rights of whoever asked for it, who chose it as any other
    program; stderr is theirs too. No shell reads the command. At the end, after an error and at
    Ctrl-C the program and all that it started are ended.

    Raises:
        UsageError: There is no such program.
        EnvironmentBrokenError: It fails, writes too much or is not done in time.
    """
    arguments = arguments_of(command)
    with tempfile.TemporaryFile() as questions:
        questions.write(asked.encode())
        questions.seek(0)
        try:
            process = subprocess.Popen(
                arguments, stdin=questions, stdout=subprocess.PIPE, start_new_session=True
            )
        except OSError as error:
            raise UsageError(
                f"the judge {arguments[0]!a} cannot be started: {error.strerror}"
            ) from error
    ends_at = time.monotonic() + seconds
    with process:
        try:
            if process.stdout is None:  # pragma: no cover  it is a pipe
                raise EnvironmentBrokenError("the judge has no stdout")
            answered = _read(process.stdout, ends_at, seconds)
            code = _wait(process, ends_at, seconds)
        finally:
            _end(process)
    if code != 0:
        raise EnvironmentBrokenError(f"the judge ended with {code}: none of its verdicts is kept")
    return answered


def _read(stream: IO[bytes], ends_at: float, seconds: float) -> bytes:
    found = bytearray()
    with selectors.DefaultSelector() as waiting:
        waiting.register(stream, selectors.EVENT_READ)
        while True:
            left = ends_at - time.monotonic()
            if left <= 0 or not waiting.select(left):
                raise _late(seconds)
            block = os.read(stream.fileno(), BLOCK)
            if not block:
                return bytes(found)
            found += block
            if len(found) > MOST_BYTES:
                raise EnvironmentBrokenError(f"the judge wrote more than {MOST_BYTES} bytes")


def _wait(process: subprocess.Popen[bytes], ends_at: float, seconds: float) -> int:
    try:
        return process.wait(max(ends_at - time.monotonic(), 0.0))
    except subprocess.TimeoutExpired as error:
        raise _late(seconds) from error


def _late(seconds: float) -> EnvironmentBrokenError:
    return EnvironmentBrokenError(f"the judge was not done after {seconds:g} seconds")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program's whole group: first by asking, then by force."""
    for number, patience in ((signal.SIGTERM, PATIENCE), (signal.SIGKILL, None)):
        if process.poll() is None or number is signal.SIGKILL:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(patience)
