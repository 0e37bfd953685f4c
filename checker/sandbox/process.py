"""Run a trusted tool over untrusted files: own process group, own limits, output with a cap."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from checker.sandbox import bubblewrap
from checker.sandbox.levels import Level, best

LONGEST_OUTPUT = 4 << 20
MEMORY = 4 << 30
FILE = 256 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
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
) -> Finished:
    """Run a tool to its end, or to its deadline, and leave nothing of it behind.

    The environment is cleared but for PATH, HOME (set to ``cwd``) and what is passed. Where level
    strict is to be had the tool runs in namespaces too, without a network, and can write below
    ``writable`` alone, else ``cwd``: it reads what a candidate wrote, and parsers have holes.
    """
    given = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(cwd), "LANG": "C.UTF-8"}
    given |= environ or {}
    strict = best() is Level.STRICT
    around = bubblewrap.around_tool(cwd, writable or cwd, given) if strict else []
    with (
        tempfile.TemporaryFile() as source,
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
    ):
        source.write(stdin)
        source.seek(0)
        process = subprocess.Popen(
            [*around, *command],
            cwd=cwd,
            stdin=source,
            stdout=out,
            stderr=err,
            env=given,
            start_new_session=True,
        )
        _limit(process.pid, seconds)
        try:
            returncode: int | None = process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            returncode = None
        finally:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        return Finished(
            returncode=returncode, stdout=_read(out.fileno()), stderr=_read(err.fileno())
        )


def _limit(pid: int, seconds: float) -> None:
    """Limit a child from outside: preexec_fn is not safe beside threads."""
    if not hasattr(resource, "prlimit"):  # Linux has it; elsewhere the deadline alone must do
        return
    limits = {
        resource.RLIMIT_CPU: int(seconds) + 1,
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_FSIZE: FILE,
        resource.RLIMIT_CORE: 0,
    }
    for what, most in limits.items():
        with contextlib.suppress(ProcessLookupError, ValueError, PermissionError):
            resource.prlimit(pid, what, (most, most))


def _read(descriptor: int) -> str:
    os.lseek(descriptor, 0, os.SEEK_SET)
    return os.read(descriptor, LONGEST_OUTPUT).decode("utf-8", "replace")
