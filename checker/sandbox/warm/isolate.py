"""Isolate a child of a warm server from the server and from its other children.

At level basic it can still kill them: then another process is asked.
"""

from __future__ import annotations

import contextlib
import os
import resource
import sys
from pathlib import Path
from typing import Final, assert_never

from checker.sandbox.inside import landlock, linux, mounts, namespaces, seccomp
from checker.sandbox.isolation import bubblewrap, landlocked
from checker.sandbox.isolation.levels import Isolation

SIZE: Final = 64 << 20
ENTRIES: Final = 20_000


def enter(place: Path, level: Isolation, seconds: float) -> None:
    """Limit this process, and let it write only in its start folder, below ``place``.

    At level strict it starts in a file system of its own, which nobody else sees.

    Raises:
        OSError: the kernel refuses; then no candidate's file may be read here.
    """
    most = int(seconds) + 1
    with contextlib.suppress(ValueError, OSError):  # a limit may be lower already
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))
    match level:
        case Isolation.STRICT:
            _alone_at(place)
            os.chdir(place)
            _filter()
        case Isolation.CONFINED:
            os.chdir(place)
            _read_only(place)
            _filter()
        case Isolation.BASIC:
            os.chdir(place)
        case _:
            assert_never(level)
    linux.prctl(linux.PR_SET_DUMPABLE, 0)
    namespaces.die_with_parent()


def _alone_at(place: Path) -> None:
    """Mount a private folder, make all others read-only, and give up the rights to undo it."""
    namespaces.enter_new(namespaces.CLONE_NEWUSER | namespaces.CLONE_NEWNS)
    mounts.memory(str(place), size=SIZE, entries=ENTRIES, mode=0o700)
    # They are not hidden: messypr itself may be installed below one of them.
    for folder in bubblewrap.WRITABLE:
        mounts.read_only(folder)
    namespaces.drop_privileges()


def _read_only(place: Path) -> None:
    """Let this process read what a static tool may read, and write only below ``place``."""
    shown = (*landlocked.SYSTEM, *landlocked.LIBRARIES, sys.base_prefix, *bubblewrap.installed())
    landlock.restrict(
        readable=[str(each) for each in shown],
        writable=[str(place), os.devnull],
        ports=[],
        runnable=[],
    )


def _filter() -> None:
    """Refuse the calls that a static tool is refused, and starting another program."""
    seccomp.restrict_tool()
    seccomp.restrict(tcp_only=False)
