"""Filter system calls: no new processes or namespaces, no access to other processes.

The filter lists what is refused, since Python and its libraries make different calls from version
to version. Threads are allowed: ``asyncio.to_thread`` needs them. The numbers are those of the
kernel's own tables (arch/x86/entry/syscalls/syscall_64.tbl, include/uapi/asm-generic/unistd.h).
"""

from __future__ import annotations

import ctypes
import errno
import struct

from .linux import MACHINE, PR_SET_NO_NEW_PRIVS, prctl

PR_SET_SECCOMP = 22
MODE_FILTER = 2
ALLOW = 0x7FFF0000
REFUSE = 0x00050000
KILL = 0x80000000
LOAD, JUMP_EQUAL, JUMP_SET, RETURN = 0x20, 0x15, 0x45, 0x06
NUMBER, ARCH, FIRST_ARGUMENT, SECOND_ARGUMENT = 0, 4, 16, 24
CLONE_THREAD = 0x00010000
STREAM_MASK = 0xF
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
AF_UNIX, AF_INET, AF_INET6 = 1, 2, 10

# name: (x86-64, aarch64); None where an architecture has no such call
REFUSED: dict[str, tuple[int | None, int | None, int]] = {
    "fork": (57, None, errno.EAGAIN),
    "vfork": (58, None, errno.EAGAIN),
    "clone3": (435, 435, errno.ENOSYS),  # glibc falls back to clone, whose flags can be read
    "execve": (59, 221, errno.EACCES),
    "execveat": (322, 281, errno.EACCES),
    "unshare": (272, 97, errno.EPERM),
    "setns": (308, 268, errno.EPERM),
    "mount": (165, 40, errno.EPERM),
    "umount2": (166, 39, errno.EPERM),
    "pivot_root": (155, 41, errno.EPERM),
    "chroot": (161, 51, errno.EPERM),
    "move_mount": (429, 429, errno.EPERM),
    "open_tree": (428, 428, errno.EPERM),
    "fsopen": (430, 430, errno.EPERM),
    "mount_setattr": (442, 442, errno.EPERM),
    "ptrace": (101, 117, errno.EPERM),
    "process_vm_readv": (310, 270, errno.EPERM),
    "process_vm_writev": (311, 271, errno.EPERM),
    "pidfd_getfd": (438, 438, errno.EPERM),
    "kcmp": (312, 272, errno.EPERM),
    "add_key": (248, 217, errno.EPERM),
    "request_key": (249, 218, errno.EPERM),
    "keyctl": (250, 219, errno.EPERM),
    "bpf": (321, 280, errno.EPERM),
    "perf_event_open": (298, 241, errno.EPERM),
    "io_uring_setup": (425, 425, errno.ENOSYS),
    "userfaultfd": (323, 282, errno.EPERM),
    "open_by_handle_at": (304, 265, errno.EPERM),
    "personality": (135, 92, errno.EPERM),
}
# What outlives its process, where no namespace of its own goes with it.
LASTING: dict[str, tuple[int | None, int | None, int]] = {
    "shmget": (29, 194, errno.ENOSYS),
    "semget": (64, 190, errno.ENOSYS),
    "msgget": (68, 186, errno.ENOSYS),
    "mq_open": (240, 180, errno.ENOSYS),
}
# Answered as if done: a session's files end with it, and waiting for the disk is most of the cost
# of a store's first commit.
SKIPPED: dict[str, tuple[int | None, int | None, int]] = {
    "sync": (162, 81, 0),
    "fsync": (74, 82, 0),
    "fdatasync": (75, 83, 0),
    "sync_file_range": (277, 84, 0),
    "syncfs": (306, 267, 0),
}
CLONE = (56, 220)
SOCKET = (41, 198)


def supported() -> bool:
    """Return whether a filter can be built for this machine."""
    return MACHINE in ARCHITECTURES


def restrict(*, tcp_only: bool) -> None:
    """Filter the calls of this process and of all that it starts; this cannot be undone.

    Writes are not synced to disk: nothing of a session outlives the machine.

    Args:
        tcp_only: Also refuse sockets other than Unix and TCP ones, shared memory and queues: where
            no namespaces of its own keep the process in.

    Raises:
        OSError: the kernel refuses filters.
    """
    lasting = LASTING if tcp_only else {}
    _apply(_program({**REFUSED, **SKIPPED, **lasting}, tcp_only=tcp_only))


def restrict_tool() -> None:
    """Filter the calls of this process, which is about to become a static tool.

    Raises:
        OSError: the kernel refuses filters.
    """
    _apply(tool_program())


def tool_program() -> bytes:
    """Return the filter for a tool that reads untrusted files, in the kernel's format.

    ``execve`` is allowed, since the tool must start: what it starts has the same filter, in the
    same process. It needs no sockets.
    """
    refused = {name: each for name, each in REFUSED.items() if name != "execve"}
    return _program({**refused, "socket": (*SOCKET, errno.EACCES)}, tcp_only=False)


def _apply(program: bytes) -> None:
    buffer = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(buffer))
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    prctl(PR_SET_SECCOMP, MODE_FILTER, ctypes.create_string_buffer(header, len(header)))


def _program(refused: dict[str, tuple[int | None, int | None, int]], *, tcp_only: bool) -> bytes:
    column = 0 if MACHINE == "x86_64" else 1
    parts = [
        _statement(LOAD, ARCH),
        _jump(JUMP_EQUAL, ARCHITECTURES[MACHINE], 1, 0),
        _statement(RETURN, KILL),
        _statement(LOAD, NUMBER),
    ]
    if MACHINE == "x86_64":  # otherwise the x32 numbers would pass
        parts += [_jump(JUMP_SET, 0x40000000, 0, 1), _statement(RETURN, REFUSE | errno.ENOSYS)]
    for numbers in refused.values():
        number, error = numbers[column], numbers[2]
        if number is not None:
            parts += [_jump(JUMP_EQUAL, number, 0, 1), _statement(RETURN, REFUSE | error)]
    parts += _threads_only(CLONE[column])
    if tcp_only:
        parts += _tcp_only(SOCKET[column])
    return b"".join([*parts, _statement(RETURN, ALLOW)])


def _threads_only(number: int) -> list[bytes]:
    return [
        _jump(JUMP_EQUAL, number, 0, 4),
        _statement(LOAD, FIRST_ARGUMENT),
        _jump(JUMP_SET, CLONE_THREAD, 1, 0),
        _statement(RETURN, REFUSE | errno.EAGAIN),
        _statement(RETURN, ALLOW),
    ]


def _tcp_only(number: int) -> list[bytes]:
    refuse = _statement(RETURN, REFUSE | errno.EACCES)
    return [
        _jump(JUMP_EQUAL, number, 0, 11),
        _statement(LOAD, FIRST_ARGUMENT),
        _jump(JUMP_EQUAL, AF_UNIX, 8, 0),
        _jump(JUMP_EQUAL, AF_INET, 2, 0),
        _jump(JUMP_EQUAL, AF_INET6, 1, 0),
        refuse,
        _statement(LOAD, SECOND_ARGUMENT),
        _statement(0x54, STREAM_MASK),  # A &= k: the type without its flags
        _jump(JUMP_EQUAL, 1, 2, 0),  # SOCK_STREAM
        refuse,
        refuse,
        _statement(RETURN, ALLOW),
    ]


def _statement(code: int, value: int) -> bytes:
    return struct.pack("HBBI", code, 0, 0, value)


def _jump(code: int, value: int, yes: int, no: int) -> bytes:
    return struct.pack("HBBI", code, yes, no, value)
