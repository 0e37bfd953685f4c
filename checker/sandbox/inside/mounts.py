"""What a session sees and where it writes, at level strict: always the same, and nobody else's.

The zygote mounts one folder in memory, a room, for each test; the kernel keeps its size. A session
finds its room and the tree it runs at paths that are the same for all, and folders for temporary
files that go with it. It cannot reach what other sessions have.
"""

from __future__ import annotations

import os
import sys
from typing import Final

from . import linux

MOUNT: Final = {"x86_64": 165, "aarch64": 40}
UMOUNT: Final = {"x86_64": 166, "aarch64": 39}
RESTRICTED: Final = 2 | 4 | 8  # no set-user-id, no devices, no programs
READ_ONLY, REMOUNT, BIND, DETACH = 1, 32, 4096, 2

RUN = "/run"  # what only trusted code sees
ROOMS, TREES, START = f"{RUN}/rooms", f"{RUN}/trees", f"{RUN}/start"
WORK, PROJECT, LIBRARY = "/home/dev/work", "/home/dev/project", "/opt/lib/python"
TEMPORARY = ("/tmp", "/dev/shm")  # noqa: S108  in the sandbox, not on this machine
ROOM_BYTES, ROOM_ENTRIES = 256 << 20, 20_000
TEMPORARY_BYTES, TEMPORARY_ENTRIES = 64 << 20, 5_000


def make_room(number: int) -> int:
    """Mount an empty folder for players in this process's namespace; return a descriptor of it.

    Raises:
        OSError: the kernel refuses.
    """
    place = f"{ROOMS}/{number}"
    os.mkdir(place, 0o700)  # noqa: PTH102  the player does not need pathlib
    memory(place, size=ROOM_BYTES, entries=ROOM_ENTRIES, mode=0o700)
    return os.open(place, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)


def remove_room(number: int) -> None:
    """Remove a folder with all that is in it; who has it open keeps it until then.

    Raises:
        OSError: there is no such folder.
    """
    place = f"{ROOMS}/{number}"
    linux.syscall(UMOUNT[linux.MACHINE], os.fsencode(place), DETACH)
    os.rmdir(place)  # noqa: PTH106


def settle(room: int, tree: str) -> None:
    """Show this session its room and its tree, give it temporary folders, and hide the rest.

    Its mount namespace is new already.

    Raises:
        OSError: the kernel refuses.
    """
    _bind(f"{ROOMS}/{room}", WORK)
    if tree:
        _bind(f"{TREES}/{tree}", PROJECT)
    for place in TEMPORARY:
        if sys.base_prefix.startswith(f"{place}/"):
            continue  # it would hide the standard library
        memory(place, size=TEMPORARY_BYTES, entries=TEMPORARY_ENTRIES, mode=0o1777)
    memory(RUN, size=4096, entries=2, mode=0o555, flags=READ_ONLY)


def memory(place: str, *, size: int, entries: int, mode: int, flags: int = 0) -> None:
    """Mount a folder in memory that holds no more than ``size`` bytes and some entries.

    Raises:
        OSError: the kernel refuses.
    """
    options = f"size={size},nr_inodes={entries},mode={mode:o}".encode()
    mount = MOUNT[linux.MACHINE]
    linux.syscall(mount, b"tmpfs", os.fsencode(place), b"tmpfs", RESTRICTED | flags, options)


def read_only(place: str) -> None:
    """Let nobody write below a mount any more.

    Raises:
        OSError: the kernel refuses.
    """
    flags = READ_ONLY | REMOUNT | BIND | RESTRICTED
    linux.syscall(MOUNT[linux.MACHINE], None, os.fsencode(place), None, flags, None)


def _bind(source: str, place: str) -> None:
    mount = MOUNT[linux.MACHINE]
    linux.syscall(mount, os.fsencode(source), os.fsencode(place), None, BIND, None)
