"""A session in namespaces of its own: its process tree, its network, nothing of its neighbours'.

It runs inside the zygote's sandbox, so that what it sees of the file system is settled already.
"""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import struct
from typing import Final

from . import linux

CLONE_NEWUSER: Final = 0x10000000
CLONE_NEWPID: Final = 0x20000000
CLONE_NEWNET: Final = 0x40000000
CLONE_NEWIPC: Final = 0x08000000
SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 0x1
CAPABILITY_VERSION_3: Final = 0x20080522
CAPSET: Final = {"x86_64": 126, "aarch64": 91}
HTTPS: Final = 443
BACKLOG: Final = 512


def enter() -> None:
    """Move this process into fresh namespaces; its next child is the first of its process tree.

    Raises:
        OSError: the kernel refuses.
    """
    own_user(CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC)
    _bring_loopback_up()


def own_user(others: int) -> None:
    """Move this process into a user namespace of its own, and others with all rights in them.

    Raises:
        OSError: the kernel refuses.
    """
    uid, gid = os.getuid(), os.getgid()
    linux.prctl(linux.PR_SET_DUMPABLE, 1)  # or /proc/self is root's and the maps cannot be written
    linux.unshare(CLONE_NEWUSER | others)
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{uid} {uid} 1")
    _write("/proc/self/gid_map", f"{gid} {gid} 1")


def listen(addresses: dict[str, str]) -> dict[str, socket.socket]:
    """Return a listening socket for each name, on port 443 of its loopback address."""
    sockets: dict[str, socket.socket] = {}
    for name, address in addresses.items():
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((address, HTTPS))
        listener.listen(BACKLOG)
        sockets[name] = listener
    return sockets


def drop_privileges() -> None:
    """Give up every capability, for this process and all that it starts."""
    linux.prctl(linux.PR_SET_NO_NEW_PRIVS, 1)
    for capability in range(linux.HIGHEST_CAPABILITY + 1):
        try:
            linux.prctl(linux.PR_CAPBSET_DROP, capability)
        except OSError:  # beyond the last that this kernel knows
            break
    header = struct.pack("Ii", CAPABILITY_VERSION_3, 0)
    linux.syscall(CAPSET[linux.MACHINE], header, bytes(24))


def die_with_parent() -> None:
    """Be killed as soon as the parent is gone."""
    linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)


def _bring_loopback_up() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        request = struct.pack("16sh14x", b"lo", 0)
        answer = fcntl.ioctl(probe, SIOCGIFFLAGS, request)
        flags = struct.unpack("16sh14x", answer)[1]
        fcntl.ioctl(probe, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", flags | IFF_UP))


def _write(path: str, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY)
    try:
        os.write(descriptor, text.encode())
    finally:
        os.close(descriptor)
