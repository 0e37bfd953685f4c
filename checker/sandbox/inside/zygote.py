"""The player's first process: imports the SDK once, then forks a session for each test.

It runs no candidate code itself, and it stays single-threaded, so that forking is safe.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import signal
import socket
import sys
from typing import Any

from .channel import decode, encode
from .session import serve

# What every session would import by itself otherwise: the SDK loads much of it at first use.
PRELOAD = (
    "anyio._backends._asyncio",
    "argparse",
    "asyncio",
    "concurrent.futures.thread",
    "dataclasses",
    "httpcore2",
    "httpcore2._async.connection_pool",
    "httpcore2._sync.connection_pool",
    "mistralai.client",
    "mistralai.client.chat",
    "mistralai.client.embeddings",
    "mistralai.client.models_",
    "mistralai.client.utils.headers",
    "mistralai.client.utils.queryparams",
    "sqlite3",
    "truststore",
)


def main(descriptor: int) -> None:
    """Serve the judge on a socket: each line asks for a session and brings its channel."""
    control = socket.socket(fileno=descriptor)
    for name in PRELOAD:
        importlib.import_module(name)
    gc.freeze()
    control.sendall(encode({"ready": True}))
    children: set[int] = set()
    while (received := _receive(control)) is not None:
        config, channel = received
        pid = _fork(config, channel, control)
        children.add(pid)
        control.sendall(encode({"pid": pid}))
        _reap(children)
    for pid in children:
        _kill(pid)
    sys.exit(0)


def _receive(control: socket.socket) -> tuple[dict[str, Any], int] | None:
    received = b""
    descriptors: list[int] = []
    while not received.endswith(b"\n"):
        data, fds, _, _ = socket.recv_fds(control, 1 << 16, 1)
        if not data:
            return None
        received += data
        descriptors += fds
    return decode(received.rstrip(b"\n")), descriptors[0]


def _fork(config: dict[str, Any], channel: int, control: socket.socket) -> int:
    pid = os.fork()
    if pid:
        os.close(channel)
        _own_group(pid)
        return pid
    status = 1
    try:
        control.close()
        _own_group(0)
        serve(config, socket.socket(fileno=channel))
        status = 0
    finally:
        os._exit(status)  # no atexit of anybody's, and never back into the zygote's loop


def _own_group(pid: int) -> None:
    """Put a session into a group of its own; both sides try, so that neither has to wait."""
    with contextlib.suppress(PermissionError, ProcessLookupError):
        os.setpgid(pid, pid)


def _reap(children: set[int]) -> None:
    for pid in tuple(children):
        try:
            done, _ = os.waitpid(pid, os.WNOHANG)
        except ChildProcessError:
            done = pid
        if done:
            children.discard(pid)


def _kill(pid: int) -> None:
    with contextlib.suppress(PermissionError, ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
