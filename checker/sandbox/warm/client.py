"""Ask a warm server: the owner's end of the connection."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TypeAlias

from checker.sandbox.inside.channel import MAX_LINE_BYTES, ChannelError, decode, encode
from checker.sandbox.isolation import bubblewrap
from checker.sandbox.isolation.levels import Isolation

STARTUP_SECONDS = 60.0
CONTROL_SECONDS = 20.0
SHUTDOWN_SECONDS = 5.0
COMMAND = (sys.executable, "-I", "-m", "checker.sandbox.warm.server")

Started: TypeAlias = subprocess.Popen[bytes] | Exception


class NoAnswerError(Exception):
    """A warm server did not answer: the caller must find the answer in another way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerCall:
    """The work of a warm server.

    ``entry`` names the function, as ``module:function``, that is called once with the settings
    and returns the function that answers requests; ``about`` names the settings. Settings,
    requests and answers are JSON values. ``readable`` are paths that it must see besides what
    is installed. ``pays_from`` is the number of the question, counted from 1, from which a
    server is worth its start.
    """

    entry: str
    about: str = ""
    settings: Callable[[], object] = dict
    readable: tuple[Path, ...] = ()
    pays_from: int = 1


class Server:
    """A warm server's process, started at once; several threads may ask it."""

    def __init__(self, work: ServerCall, level: Isolation) -> None:
        self.ready = False
        self.ended = False
        self._lock = threading.Lock()
        self._numbers = itertools.count()
        given = work.settings()
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control.settimeout(STARTUP_SECONDS)
        started: SimpleQueue[Started] = SimpleQueue()
        command, environ = _command(work, level, theirs.fileno())
        self._keeper = threading.Thread(
            target=_run_until_exit, args=(command, environ, theirs, started), daemon=True
        )
        self._keeper.start()
        process = started.get()
        if isinstance(process, Exception):
            self._control.close()
            raise NoAnswerError(str(process))
        self._process = process
        with _memory_file(given) as settings, contextlib.suppress(OSError):
            socket.send_fds(
                self._control, [b"{}"], [settings]
            )  # if it has ended, the first question fails

    def ask(self, request: object, *, seconds: float, modules: Sequence[str] = ()) -> Any:
        """Return the answer to a request; the server first imports the modules that it needs.

        Raises:
            NoAnswerError: none came in time, or one that cannot be read.
        """
        ours, theirs = os.pipe()
        try:
            with _memory_file(request) as file:
                number = self._begin(file, theirs, seconds, modules)
            try:
                return _answer(ours, time.monotonic() + seconds)
            finally:
                self._end(number)
        finally:
            os.close(ours)

    def close(self) -> None:
        """End the process and every process that it started."""
        self.ended = True
        self._control.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(SHUTDOWN_SECONDS)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._keeper.join()

    def _begin(self, file: int, reply: int, seconds: float, modules: Sequence[str]) -> int:
        try:
            with self._lock:
                self._wait()
                number = next(self._numbers)
                message = {"number": number, "seconds": seconds, "modules": list(modules)}
                socket.send_fds(self._control, [encode(message)], [file, reply])
                return number
        except (OSError, EOFError, ChannelError) as error:
            self.ended = True
            raise NoAnswerError(f"the server is gone: {error}") from error
        finally:
            os.close(reply)

    def _wait(self) -> None:
        """Wait until the server has reported that it is ready, which is all that it reports."""
        if self.ready:
            return
        if not self._control.recv(MAX_LINE_BYTES):
            raise EOFError("it ended before it was ready")
        self._control.settimeout(CONTROL_SECONDS)
        self.ready = True

    def _end(self, number: int) -> None:
        with self._lock, contextlib.suppress(OSError):
            self._control.send(encode({"number": number}))


def _command(
    work: ServerCall, level: Isolation, descriptor: int
) -> tuple[list[str], dict[str, str]]:
    """Return the command that starts a server, and its environment."""
    strict = level is Isolation.STRICT
    folder = bubblewrap.INNER_FOLDER if strict else tempfile.gettempdir()
    path = os.environ.get("PATH", os.defpath)
    environ = {"PATH": path, "HOME": folder, "TMPDIR": folder, "LANG": "C.UTF-8"}
    around = bubblewrap.around_server(work.readable, environ) if strict else []
    return [*around, *COMMAND, level, str(descriptor), work.entry], environ


def _run_until_exit(
    command: list[str],
    environ: dict[str, str],
    theirs: socket.socket,
    started: SimpleQueue[Started],
) -> None:
    """Start the process and stay until it has ended: it is killed with this thread.

    The thread that asks first may end soon, so it cannot be the parent.
    """
    with theirs:
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=environ,
                pass_fds=(theirs.fileno(),),
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            started.put(error)
            return
    started.put(process)
    process.wait()


@contextlib.contextmanager
def _memory_file(value: object) -> Iterator[int]:
    """Yield the descriptor of a file without a name that holds a value."""
    with tempfile.TemporaryFile() as file:
        file.write(json.dumps(value).encode())
        file.flush()
        yield file.fileno()


def _answer(descriptor: int, deadline: float) -> Any:
    """Return the answer; a child that read hostile files can write anything."""
    received = b""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    while not received.endswith(b"\n"):
        left = deadline - time.monotonic()
        if left <= 0 or not poll.poll(left * 1000):
            raise NoAnswerError("no answer in time")
        part = os.read(descriptor, 1 << 16)
        if not part:
            raise NoAnswerError("it ended without an answer")
        received += part
        if len(received) > MAX_LINE_BYTES:
            raise NoAnswerError(f"more than {MAX_LINE_BYTES} bytes")
    try:
        return decode(received)["answer"]
    except (ChannelError, KeyError) as error:
        raise NoAnswerError(str(error)) from error
