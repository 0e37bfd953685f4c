"""System calls that Python does not offer; Linux on x86-64 and aarch64.

This module, ``landlock`` and ``seccomp`` import neither ``typing`` nor ``platform``: ``tool`` is
started before each static tool, and those two would double its cost.
"""

from __future__ import annotations

import ctypes
import os

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_CAPBSET_DROP = 24
PR_SET_NO_NEW_PRIVS = 38
HIGHEST_CAPABILITY = 63
MACHINE = os.uname().machine

_libc = ctypes.CDLL(None, use_errno=True)


def syscall(number: int, *arguments: int | bytes | ctypes.Array[ctypes.c_char] | None) -> int:
    """Make a system call; raise OSError with its errno if it fails."""
    given = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    result = int(_libc.syscall(ctypes.c_long(number), *given))
    if result < 0:
        number_of_error = ctypes.get_errno()
        raise OSError(number_of_error, os.strerror(number_of_error))
    return result


def prctl(option: int, argument: int = 0, pointer: object = None) -> None:
    """Set an attribute of this process; raise OSError with its errno if the kernel refuses."""
    last = pointer if pointer is not None else ctypes.c_ulong(0)
    zero = ctypes.c_ulong(0)
    if _libc.prctl(option, ctypes.c_ulong(argument), last, zero, zero):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def unshare(flags: int) -> None:
    """Move this process into new namespaces of the kinds that the flags name."""
    if _libc.unshare(flags):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def setns(descriptor: int, kind: int) -> None:
    """Move this process into the namespace of a descriptor."""
    if _libc.setns(descriptor, kind):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
