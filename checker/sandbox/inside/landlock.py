"""Landlock: which files a process may open and which ports it may connect to.

It is used where namespaces are not available. Kernel documentation:
Documentation/userspace-api/landlock.rst. Files are covered from ABI 1 on, TCP ports from ABI 4,
signals and abstract sockets from ABI 6.
"""

from __future__ import annotations

import os
import struct

from . import linux

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
ASK_VERSION = 1
PATH_BENEATH, NET_PORT = 1, 2
READ_FILE, READ_DIR, EXECUTE = 1 << 2, 1 << 3, 1 << 0
WRITE_FILE = 1 << 1
ALL_FILES = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1}
WITH_IOCTL = (1 << 16) - 1
FILES_ONLY = READ_FILE | WRITE_FILE | EXECUTE | (1 << 14) | (1 << 15)
BIND_TCP, CONNECT_TCP = 1 << 0, 1 << 1
SCOPE_ABSTRACT_SOCKETS, SCOPE_SIGNALS = 1 << 0, 1 << 1
FIRST_WITH_IOCTL, FIRST_WITH_PORTS, FIRST_WITH_SCOPES = 5, 4, 6
READABLE = READ_FILE | READ_DIR


def version() -> int:
    """Return the ABI version of this kernel's Landlock, 0 if it has none."""
    try:
        return linux.syscall(CREATE_RULESET, None, 0, ASK_VERSION)
    except OSError:
        return 0


def restrict(
    *, readable: list[str], writable: list[str], ports: list[int], runnable: list[str]
) -> None:
    """Restrict this process to reading and writing these paths and connecting to these ports.

    Args:
        readable: Paths that can be read.
        writable: Paths that can be read and written.
        ports: Ports of any host.
        runnable: Paths that can be read and run as programs, a dynamic loader among them.

    Raises:
        OSError: the kernel has no Landlock, or one that cannot restrict TCP.
    """
    abi = version()
    if abi < FIRST_WITH_PORTS:
        raise OSError(f"Landlock ABI {abi} has no rules for TCP")
    files = WITH_IOCTL if abi >= FIRST_WITH_IOCTL else ALL_FILES[3]
    scopes = SCOPE_ABSTRACT_SOCKETS | SCOPE_SIGNALS if abi >= FIRST_WITH_SCOPES else 0
    attributes = struct.pack("QQQ", files, BIND_TCP | CONNECT_TCP, scopes)
    size = len(attributes) if abi >= FIRST_WITH_SCOPES else len(attributes) - 8
    ruleset = linux.syscall(CREATE_RULESET, attributes, size, 0)
    try:
        for path in readable:
            _allow_path(ruleset, path, READABLE, files)
        for path in runnable:
            _allow_path(ruleset, path, READABLE | EXECUTE, files)
        for path in writable:
            _allow_path(ruleset, path, files & ~EXECUTE, files)
        for port in ports:
            linux.syscall(ADD_RULE, ruleset, NET_PORT, struct.pack("QQ", CONNECT_TCP, port), 0)
        linux.prctl(linux.PR_SET_NO_NEW_PRIVS, 1)
        linux.syscall(RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


def _allow_path(ruleset: int, path: str, access: int, handled: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return  # a missing path needs no rule
    try:
        if not os.path.isdir(path):  # noqa: PTH112  the player does not need pathlib
            access &= FILES_ONLY
        rule = struct.pack("=Qi", access & handled, descriptor)
        linux.syscall(ADD_RULE, ruleset, PATH_BENEATH, rule, 0)
    finally:
        os.close(descriptor)
