"""How well this machine can isolate candidate code; every report names the level."""

from __future__ import annotations

import sys
from enum import StrEnum
from functools import lru_cache

from checker.sandbox.inside import landlock, seccomp
from checker.sandbox.isolation import bubblewrap


class Isolation(StrEnum):
    """How candidate code, and the static tools that read it, are isolated.

    ``strict``: namespaces, an own user, limits, a system call filter. ``confined``: Landlock,
    the filter and limits. ``basic``: a separate process with limits and, for candidate code,
    only the SDK on its path, which is no sandbox.
    """

    STRICT = "strict"
    CONFINED = "confined"
    BASIC = "basic"


MEANING = {
    Isolation.STRICT: "candidate code ran in namespaces of its own: no network but the "
    "simulator, no other process, no file of this machine but Python and the SDK",
    Isolation.CONFINED: "candidate code was confined by Landlock and a filter of system calls: "
    "no network but the simulator, no file of this machine but Python and the SDK",
    Isolation.BASIC: "candidate code ran in a process of its own with limits, which is no sandbox: "
    "it could read files of this machine by path",
}

OF_TOOLS = {
    Isolation.STRICT: "ruff, mypy and libcst read it in namespaces too: no network, no other "
    "process, no file of this machine but what is installed and the tree",
    Isolation.CONFINED: "ruff, mypy and libcst read it under Landlock and a filter too: no "
    "network, no other program, no file of this machine but what is installed and the tree",
    Isolation.BASIC: "ruff, mypy and libcst read it with limits alone",
}


@lru_cache
def best_isolation() -> Isolation:
    """Return the best level that this machine can do, found by trying."""
    if sys.platform != "linux" or not seccomp.supported():
        return Isolation.BASIC
    if bubblewrap.works():
        return Isolation.STRICT
    if landlock.version() >= landlock.FIRST_WITH_PORTS:
        return Isolation.CONFINED
    return Isolation.BASIC
