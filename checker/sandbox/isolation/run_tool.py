"""Run a trusted tool over untrusted files: own process group, limits, bounded output."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, assert_never

from checker.sandbox.inside import seccomp
from checker.sandbox.isolation import bubblewrap, landlocked
from checker.sandbox.isolation.levels import Isolation, best_isolation

MAX_OUTPUT_BYTES = 4 << 20
MAX_MEMORY_BYTES = 4 << 30
MAX_FILE_BYTES = 256 << 20
# Option of the shell's ulimit, and its unit in bytes.
ULIMIT = {
    "RLIMIT_CPU": ("t", 1),
    "RLIMIT_AS": ("v", 1024),
    "RLIMIT_FSIZE": ("f", 512),
    "RLIMIT_CORE": ("c", 512),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedTool:
    """How a tool ended; ``returncode`` is None when it was killed at its deadline."""

    returncode: int | None
    stdout: str
    stderr: str


def run(
    command: Sequence[str],
    *,
    cwd: Path,
    seconds: float,
    writable: Path | None = None,
    stdin: bytes = b"",
    environ: Mapping[str, str] | None = None,
    level: Isolation | None = None,
    cpu_seconds: float | None = None,
) -> FinishedTool:
    """Run a tool to its end, or to its deadline, and leave nothing of it behind.

    The environment is cleared except for PATH, HOME (set to ``cwd``) and ``environ``. At levels
    strict and confined the tool has no network, reads what is installed and writes only below
    ``writable``, else ``cwd``: it reads a candidate's files, and parsers have bugs. Without a
    level it gets the best that this machine can do. ``cpu_seconds`` limits what it computes where
    that is less than its deadline, whatever else the machine does meanwhile.
    """
    given = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(cwd), "LANG": "C.UTF-8"}
    given |= environ or {}
    with (
        _memory_file(stdin) as source,
        _memory_file(b"") as out,
        _memory_file(b"") as err,
        _wrapped(command, level or best_isolation(), cwd, writable or cwd, given) as (
            kept_in,
            descriptors,
        ),
    ):
        process = subprocess.Popen(
            [*_with_limits(cpu_seconds or seconds), *kept_in],
            cwd=cwd,
            stdin=source,
            stdout=out,
            stderr=err,
            env=given,
            pass_fds=descriptors,
            start_new_session=True,
        )
        returncode = _wait(process, seconds)
        return FinishedTool(
            returncode=returncode, stdout=_read(out.fileno()), stderr=_read(err.fileno())
        )


@contextlib.contextmanager
def _wrapped(
    command: Sequence[str], level: Isolation, cwd: Path, writable: Path, environ: Mapping[str, str]
) -> Iterator[tuple[list[str], tuple[int, ...]]]:
    """Yield the command wrapped for the isolation level, and the descriptors it needs."""
    match level:
        case Isolation.STRICT:
            with _memory_file(seccomp.tool_program()) as filtering:
                number = filtering.fileno()
                around = bubblewrap.around_tool(cwd, writable, environ, number)
                yield [*around, *command], (number,)
        case Isolation.CONFINED:
            yield landlocked.tool(command, cwd, writable), ()
        case Isolation.BASIC:
            yield [*command], ()
        case _:
            assert_never(level)


@contextlib.contextmanager
def _memory_file(content: bytes) -> Iterator[IO[bytes]]:
    """Yield an open file without a name, to be read from its start."""
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        yield file


def _wait(process: subprocess.Popen[bytes], seconds: float) -> int | None:
    """Return a process's exit code, None if its time was up; its group is gone then."""
    try:
        return process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _with_limits(seconds: float) -> list[str]:
    """Return the start of a command line that sets limits and becomes the rest.

    preexec_fn is not safe in a process with threads, and limits set from outside come too late
    for bubblewrap: the processes that it has forked by then have none. A limit that is lower
    already, or unknown, stays as it is.
    """
    limits = {
        "t": int(seconds) + 1,
        "v": MAX_MEMORY_BYTES // 1024,
        "f": MAX_FILE_BYTES // 512,
        "c": 0,
    }
    words = [f"ulimit -{option} {most} 2>/dev/null" for option, most in limits.items()]
    return ["/bin/sh", "-c", "; ".join([*words, 'exec "$@"']), "sh"]


def _read(descriptor: int) -> str:
    os.lseek(descriptor, 0, os.SEEK_SET)
    return os.read(descriptor, MAX_OUTPUT_BYTES).decode("utf-8", "replace")
