"""Becomes a static tool under Landlock and a filter of system calls, where there are no namespaces.

Both survive ``execve``, and the tool has no way back. Doing it here and not between fork and exec
of the judge's process is what makes it safe beside threads.
"""

from __future__ import annotations

import os
import sys

from . import landlock, seccomp

EXIT_CANNOT_RUN = 126  # as a shell exits when it cannot run a program


def main(arguments: list[str]) -> None:
    """Become the command behind ``--``.

    Before it stand the paths that it may read, run and write, as in ``read=/usr/share``.
    """
    end = arguments.index("--")
    allowed: dict[str, list[str]] = {"read": [], "run": [], "write": []}
    for each in arguments[:end]:
        what, _, path = each.partition("=")
        allowed[what].append(path)
    command = arguments[end + 1 :]
    try:
        landlock.restrict(
            readable=allowed["read"], writable=allowed["write"], ports=[], runnable=allowed["run"]
        )
        seccomp.restrict_tool()
        os.execv(command[0], command)  # noqa: S606  no shell is wanted
    except OSError as error:  # fail closed: without both there is no tool
        sys.stderr.write(f"{command[0]} cannot be kept in here: {error}\n")
        sys.exit(EXIT_CANNOT_RUN)
