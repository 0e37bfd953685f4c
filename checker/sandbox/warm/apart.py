"""Set a child of a warm server apart, so that it reaches neither the server nor its other children.

What it can still do to them at level basic is kill them: then they are asked elsewhere.
"""

from __future__ import annotations

import contextlib
import os
import resource
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final, assert_never

from checker.sandbox import bubblewrap, confined
from checker.sandbox.inside import landlock, linux, namespaces, seccomp
from checker.sandbox.levels import Level

CLONE_NEWNS: Final = 0x00020000
MOUNT: Final = {"x86_64": 165, "aarch64": 40}
NO_SUID, NO_DEVICES, NO_PROGRAMS = 2, 4, 8
OPTIONS = b"size=64m,mode=0700"


def enter(place: Path, level: Level, seconds: float) -> None:
    """Limit this process, and let it write where it starts alone: below ``place``.

    At level strict it starts in a file system of its own, which nobody else sees.

    Raises:
        OSError: the kernel refuses; then nothing of a candidate's may be read here.
    """
    most = int(seconds) + 1
    with contextlib.suppress(ValueError, OSError):  # a limit may be lower already
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))
    match level:
        case Level.STRICT:
            _alone_at(bubblewrap.WRITABLE)
            os.chdir(bubblewrap.INNER_FOLDER)
            _filter()
        case Level.CONFINED:
            os.chdir(place)
            _read_only(place)
            _filter()
        case Level.BASIC:
            os.chdir(place)
        case _:
            assert_never(level)
    linux.prctl(linux.PR_SET_DUMPABLE, 0)
    namespaces.die_with_parent()


def _alone_at(folders: Iterable[str]) -> None:
    """Lay over folders what this process alone sees, and give up the rights that this took."""
    namespaces.apart(namespaces.CLONE_NEWUSER | CLONE_NEWNS)
    number, flags = MOUNT[linux.MACHINE], NO_SUID | NO_DEVICES | NO_PROGRAMS
    for folder in folders:
        linux.syscall(number, b"tmpfs", os.fsencode(folder), b"tmpfs", flags, OPTIONS)
    namespaces.drop_privileges()


def _read_only(place: Path) -> None:
    """Let this process read what a static tool may read, and write below ``place`` alone."""
    shown = (*confined.SYSTEM, *confined.LIBRARIES, sys.base_prefix, *bubblewrap.installed())
    landlock.restrict(
        readable=[str(each) for each in shown],
        writable=[str(place), os.devnull],
        ports=[],
        runnable=[],
    )


def _filter() -> None:
    """Refuse what a static tool is refused, and to become another program."""
    seccomp.restrict_tool()
    seccomp.restrict(tcp_only=False)
