"""Become a static tool under Landlock and a system call filter, where there are no namespaces.

Both survive ``execve``, and the tool cannot undo them. Doing this here and not between fork and
exec in the judge's process makes it safe in a process with threads.
"""

from __future__ import annotations

import os
import sys

from . import landlock, seccomp

EXIT_CANNOT_RUN = 126  # as a shell exits when it cannot run a program


def main(arguments: list[str]) -> None:
    """Become the command after ``--``.

    The arguments before it are the paths that it may read, run and write, such as
    ``read=/usr/share``.
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
        os.execv(command[0], command)  # noqa: S606  without a shell
    except OSError as error:  # fail closed: without both the tool does not start
        sys.stderr.write(f"{command[0]} cannot be isolated here: {error}\n")
        sys.exit(EXIT_CANNOT_RUN)
