"""The process of a warm server.

``python -I -m checker.sandbox.warm.server LEVEL DESCRIPTOR MODULE:FUNCTION`` calls the function
with the settings that come over a socket; the function that it returns is called in a child for
each request. The server stays single-threaded, so that forking is safe, and ends when the socket is
closed.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import pkgutil
import resource
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

from checker.sandbox.inside import linux, namespaces
from checker.sandbox.inside.channel import decode, encode
from checker.sandbox.isolation.levels import Isolation
from checker.sandbox.isolation.run_tool import MAX_FILE_BYTES, MAX_MEMORY_BYTES
from checker.sandbox.warm import isolate

MAX_MESSAGE_BYTES = 64 << 10

Answering: TypeAlias = Callable[[Any], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A forked process that answers one request, and the folder where it may write."""

    pid: int
    place: Path


def main() -> None:
    """Serve until the other side of the socket is closed."""
    level, descriptor, work = Isolation(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    control = socket.socket(fileno=descriptor)
    if level is Isolation.STRICT:
        namespaces.lead()
    folder = Path(tempfile.mkdtemp(prefix="messypr-warm-"))
    try:
        os.chdir(folder)
        _limit()
        _serve(control, work, level, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)  # freeing what was loaded would take longer than everything else


def _limit() -> None:
    limits = {
        resource.RLIMIT_AS: MAX_MEMORY_BYTES,
        resource.RLIMIT_FSIZE: MAX_FILE_BYTES,
        resource.RLIMIT_CORE: 0,
    }
    for what, most in limits.items():
        with contextlib.suppress(ValueError, OSError):  # a limit may be lower already
            resource.setrlimit(what, (most, most))


def _serve(control: socket.socket, work: str, level: Isolation, folder: Path) -> None:
    first = _receive(control)
    if first is None:
        return
    answer: Answering = pkgutil.resolve_name(work)(_read(first[1][0]))
    gc.collect()
    gc.freeze()  # otherwise the collections of each child would copy the shared memory
    linux.prctl(linux.PR_SET_DUMPABLE, 0)  # no child can look into this process
    control.send(encode({"ready": True}))
    children: dict[int, Child] = {}
    while (received := _receive(control)) is not None:
        message, descriptors = received
        number = int(message["number"])
        if descriptors:
            _import(message["modules"])
            place = folder / str(number)
            place.mkdir()
            children[number] = Child(pid=_fork(level), place=place)
            if children[number].pid == 0:
                control.close()
                _answer(
                    answer, descriptors, partial(isolate.enter, place, level, message["seconds"])
                )
            for descriptor in descriptors:
                os.close(descriptor)
        elif number in children:
            _end(children.pop(number))
    for child in children.values():
        _end(child)


def _receive(control: socket.socket) -> tuple[dict[str, Any], list[int]] | None:
    data, descriptors, _, _ = socket.recv_fds(control, MAX_MESSAGE_BYTES, 2)
    return (decode(data), descriptors) if data else None


def _read(descriptor: int) -> Any:
    with os.fdopen(descriptor, "rb") as file:
        file.seek(0)
        return json.loads(file.read())


def _import(modules: list[str]) -> None:
    """Import the modules that a request needs, so that the next request finds them loaded."""
    for name in modules:
        with contextlib.suppress(Exception):  # the child fails on it, and another process is asked
            importlib.import_module(name)


def _fork(level: Isolation) -> int:
    """Fork a child, which at level strict sees neither the server nor its other children."""
    return namespaces.fork() if level is Isolation.STRICT else os.fork()


def _answer(answer: Answering, descriptors: list[int], enter: Callable[[], None]) -> NoReturn:
    """Answer one request in a child, which ends with it."""
    try:
        enter()
        request, reply = descriptors
        line = encode({"answer": answer(_read(request))})
        with os.fdopen(reply, "wb") as pipe:
            pipe.write(line)
    finally:
        os._exit(0)  # without anybody's atexit functions, and never back into the server's loop


def _end(child: Child) -> None:
    """Kill a child, if it has not ended, and remove what it wrote."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(child.pid, signal.SIGKILL)
    os.waitpid(child.pid, 0)
    shutil.rmtree(child.place, ignore_errors=True)


if __name__ == "__main__":
    main()
