"""The player's first process: imports the SDK once, then forks a session for each test.

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

from . import linux, namespaces
from .channel import decode, encode
from .session import serve
from .warming import warm_up


def main(descriptor: int) -> None:
    """Serve the judge on a socket.

    A line with a session's configuration brings the session's channel and is answered with its
    process number; ``{"end": number}`` kills a session and is answered when it is gone.
    """
    control = socket.socket(fileno=descriptor)
    warm_up()
    gc.freeze()
    if sys.platform == "linux":
        linux.prctl(linux.PR_SET_DUMPABLE, 0)  # no session can read this process
    control.sendall(encode({"ready": True}))
    sessions: dict[int, int] = {}
    while (received := _receive(control)) is not None:
        message, descriptors = received
        if "end" in message:
            pid = int(message["end"])
            _kill(sessions.pop(pid, pid), pid)
            control.sendall(encode({"ended": pid}))
        else:
            pid, victim = _fork(message, descriptors[0], control)
            sessions[pid] = victim
            control.sendall(encode({"pid": pid}))
    for pid, victim in sessions.items():
        _kill(victim, pid)
    sys.exit(0)


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


def _fork(config: dict[str, Any], channel: int, control: socket.socket) -> tuple[int, int]:
    """Return the number of a new session, and of the process whose end is the session's end.

    At level strict these differ: the session's own process stays outside of the namespaces that it
    makes, and its child is the first process in them. The kernel kills all others with that one.
    """
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            os.close(ours)
            control.close()
            _own_group(0)
            _begin(config, socket.socket(fileno=channel), theirs)
            status = 0
        finally:
            os._exit(status)  # no atexit of anybody's, and never back into the zygote's loop
    os.close(channel)
    os.close(theirs)
    _own_group(pid)
    with os.fdopen(ours) as pipe:
        victim = pipe.readline()
    return pid, int(victim or pid)


def _begin(config: dict[str, Any], connection: socket.socket, pipe: int) -> None:
    """Serve a session, behind namespaces where the level asks for them."""
    if config["level"] != "strict":
        os.close(pipe)
        serve(config, connection)
        return
    namespaces.enter()
    listeners = namespaces.listen(config["listen"])
    names = encode({"listening": list(listeners)})
    socket.send_fds(connection, [names], [each.fileno() for each in listeners.values()])
    for listener in listeners.values():
        listener.close()
    first = os.fork()
    if first:
        os.write(pipe, f"{first}\n".encode())
        os.close(pipe)
        connection.close()
        os.waitpid(first, 0)
        return
    os.close(pipe)
    namespaces.die_with_parent()
    namespaces.drop_privileges()
    serve(config, connection)


def _own_group(pid: int) -> None:
    """Put a session into a group of its own; both sides try, so that neither has to wait."""
    with contextlib.suppress(PermissionError, ProcessLookupError):
        os.setpgid(pid, pid)


def _kill(victim: int, pid: int) -> None:
    """Kill a session's processes and wait for the one that is ours."""
    for group in {victim, pid}:
        with contextlib.suppress(PermissionError, ProcessLookupError):
            os.kill(group, signal.SIGKILL)
        with contextlib.suppress(PermissionError, ProcessLookupError):
            os.killpg(group, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, 0)
