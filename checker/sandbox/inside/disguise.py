"""Forget how a session was started: candidate code is to find what it finds in any process.

What remains is listed in docs/design.md. A frame of the caller is always there to be looked at.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys

ARGUMENTS = ("python3", "-c")
ARGUMENTS_START, ARGUMENTS_END = 48, 49  # fields of /proc/self/stat: proc(5)


def forget_start() -> None:
    """Forget the command line and the names under which this process's own code was imported.

    What is imported already goes on working; nothing of it can be imported again.
    """
    package = str(__package__)
    for name in [*sys.modules]:
        if name == package or name.startswith(f"{package}."):
            del sys.modules[name]
    main = vars(sys.modules["__main__"])
    for name in [name for name in main if not name.startswith("__")]:
        del main[name]
    sys.argv[:] = [ARGUMENTS[1]]
    sys.orig_argv[:] = ARGUMENTS
    for folder in {*sys.path_importer_cache} - {*sys.path}:  # the others hold what Landlock hides
        del sys.path_importer_cache[folder]
    with contextlib.suppress(OSError, ValueError, IndexError):  # no Linux, or no /proc
        _overwrite_command_line()


def _overwrite_command_line() -> None:
    """Let /proc/self/cmdline say what ``sys.orig_argv`` says."""
    with open("/proc/self/stat", encoding="utf-8") as file:  # noqa: PTH123  no pathlib here
        fields = file.read().rpartition(")")[2].split()
    start, end = (int(fields[n - 3]) for n in (ARGUMENTS_START, ARGUMENTS_END))
    if not start < end:
        raise ValueError("no command line")
    said = b"\0".join(map(os.fsencode, ARGUMENTS)) + b"\0"
    ctypes.memmove(start, said.ljust(end - start, b"\0")[: end - start], end - start)
