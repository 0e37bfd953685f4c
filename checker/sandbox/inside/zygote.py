"""The player's first process: it imports the SDK once, then forks a session for each test.

It runs no candidate code itself, and it stays single-threaded, so that forking is safe.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import socket
import sys
from typing import Any

from . import disguise, linux, mounts, namespaces
from .channel import decode, encode
from .session import serve
from .warming import warm_up

STRICT = "strict"
GC_ALLOCATIONS = (
    20_000  # between collections: a session is short, and most collections free nothing
)


def main(descriptor: int, level: str) -> None:
    """Serve the judge on a socket.

    A line with a session's configuration comes with the session's channel and is answered with
    its process number; ``{"end": number}`` kills a session and is answered when it is gone.
    ``{"new_room": number}`` makes a folder for players and is answered with a descriptor of it;
    ``{"leave": number}`` removes it.
    """
    control = socket.socket(fileno=descriptor)
    if level == STRICT:
        namespaces.lead(mounting=True)
        mounts.memory(mounts.ROOMS, size=1 << 20, entries=mounts.ROOM_ENTRIES, mode=0o700)
    warm_up()
    disguise.forget_start()
    gc.freeze()
    gc.set_threshold(GC_ALLOCATIONS)
    if sys.platform == "linux":
        linux.prctl(linux.PR_SET_DUMPABLE, 0)  # no session can read this process
    control.sendall(encode({"ready": True}))
    sessions: set[int] = set()
    while (received := _receive(control)) is not None:
        message, descriptors = received
        if "new_room" in message:
            _make_room(control, int(message["new_room"]))
        elif "leave" in message:
            mounts.remove_room(int(message["leave"]))
            control.sendall(encode({"left": message["leave"]}))
        elif "end" in message:
            pid = int(message["end"])
            sessions.discard(pid)
            _kill(pid)
            control.sendall(encode({"ended": pid}))
        else:
            pid = _fork(message, descriptors[0], control)
            sessions.add(pid)
            control.sendall(encode({"pid": pid}))
    for pid in sessions:
        _kill(pid)
    sys.exit(0)


def _make_room(control: socket.socket, number: int) -> None:
    descriptor = mounts.make_room(number)
    socket.send_fds(control, [encode({"room": number})], [descriptor])
    os.close(descriptor)


def _receive(control: socket.socket) -> tuple[dict[str, Any], list[int]] | None:
    received = b""
    descriptors: list[int] = []
    while not received.endswith(b"\n"):
        data, fds, _, _ = socket.recv_fds(control, 1 << 16, 1)
        if not data:
            return None
        received += data
        descriptors += fds
    return decode(received.rstrip(b"\n")), descriptors


def _fork(config: dict[str, Any], channel: int, control: socket.socket) -> int:
    """Return the number of a new session's process; the session ends when that process ends.

    At level strict the kernel then kills every process that the session started.
    """
    pid = namespaces.fork() if config["level"] == STRICT else os.fork()
    if pid == 0:
        status = 1
        try:
            control.close()
            _own_group(0)
            _begin(config, socket.socket(fileno=channel))
            status = 0
        finally:
            os._exit(
                status
            )  # without anybody's atexit functions, and never back into the zygote's loop
    os.close(channel)
    _own_group(pid)
    return pid


def _begin(config: dict[str, Any], connection: socket.socket) -> None:
    """Serve a session, inside namespaces if the level requires them."""
    if config["level"] == STRICT:
        namespaces.enter()
        mounts.settle(config["room"], config["tree"])
        listeners = namespaces.listen(config["listen"])
        names = encode({"listening": list(listeners)})
        socket.send_fds(connection, [names], [each.fileno() for each in listeners.values()])
        for listener in listeners.values():
            listener.close()
        namespaces.drop_privileges()
    serve(config, connection)


def _own_group(pid: int) -> None:
    """Put a session into its own process group; both sides try, so that neither must wait."""
    with contextlib.suppress(PermissionError, ProcessLookupError):
        os.setpgid(pid, pid)


def _kill(pid: int) -> None:
    """Kill a session's processes and wait for the one that is our child."""
    with contextlib.suppress(PermissionError, ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    with contextlib.suppress(PermissionError, ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, 0)
