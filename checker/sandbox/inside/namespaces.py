"""Run a session in namespaces of its own: its own process tree, network and mounts.

It runs inside the zygote's sandbox, which already decides which files it could see at most.
"""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import struct
from typing import Final

from . import linux

CLONE_NEWNS: Final = 0x00020000
CLONE_NEWUSER: Final = 0x10000000
CLONE_NEWPID: Final = 0x20000000
CLONE_NEWNET: Final = 0x40000000
CLONE_NEWIPC: Final = 0x08000000
SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 0x1
CAPABILITY_VERSION_3: Final = 0x20080522
CAPSET: Final = {"x86_64": 126, "aarch64": 91}
HTTPS: Final = 443
BACKLOG: Final = 512


def lead(*, mounting: bool = False) -> None:
    """Continue as the first process of a new process tree, in which others can be started.

    The process that called stays outside, and ends with the one that continues. That one may mount
    folders with ``mounting``.

    Raises:
        OSError: the kernel refuses.
    """
    enter_new(CLONE_NEWUSER | CLONE_NEWPID | (CLONE_NEWNS if mounting else 0))
    first = os.fork()
    if first:
        status = os.waitpid(first, 0)[1]
        os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
    die_with_parent()


def fork() -> int:
    """Fork a child that is the first process of its own tree; return what ``os.fork`` returns.

    When the child ends the kernel kills all others of that tree. Only the leader may call this.
    """
    own = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
    linux.unshare(CLONE_NEWPID)  # for the next child; the kernel refuses a second request
    pid = os.fork()
    if pid:
        linux.setns(own, CLONE_NEWPID)
    os.close(own)
    return pid


def enter() -> None:
    """Move this process into namespaces of its own; its process tree is new already.

    Raises:
        OSError: the kernel refuses.
    """
    enter_new(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWNS)
    _bring_loopback_up()
    die_with_parent()  # gaining capabilities clears it


def enter_new(flags: int) -> None:
    """Move this process into new namespaces, among them a user namespace that knows only us.

    Raises:
        OSError: the kernel refuses.
    """
    uid, gid = os.getuid(), os.getgid()
    linux.prctl(
        linux.PR_SET_DUMPABLE, 1
    )  # otherwise root owns /proc/self and the maps cannot be written
    linux.unshare(flags)
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
    """Give up every capability, for this process and every process that it starts."""
    linux.prctl(linux.PR_SET_NO_NEW_PRIVS, 1)
    for capability in range(linux.HIGHEST_CAPABILITY + 1):
        try:
            linux.prctl(linux.PR_CAPBSET_DROP, capability)
        except OSError:  # beyond the last one that this kernel knows
            break
    header = struct.pack("Ii", CAPABILITY_VERSION_3, 0)
    linux.syscall(CAPSET[linux.MACHINE], header, bytes(24))


def die_with_parent() -> None:
    """Ask the kernel to kill this process as soon as its parent ends."""
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
