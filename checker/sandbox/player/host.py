"""The judge's end of the player: start the zygote, open a session, end its processes."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from checker.errors import EnvironmentBrokenError
from checker.sandbox.inside.channel import LineReader, decode, encode
from checker.sandbox.isolation import bubblewrap
from checker.sandbox.isolation import scratch as room
from checker.sandbox.isolation.levels import Isolation
from checker.sandbox.player import launch

STARTUP_SECONDS = 60.0
ANSWER_SECONDS = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A forked player: the judge's end of its channel, and the sockets it listens on by region."""

    channel: socket.socket
    pid: int
    listeners: Mapping[str, socket.socket]
    ending: Callable[[Session], None]

    def end(self) -> None:
        """Kill the session with all that it started, and wait until it is gone."""
        self.ending(self)


class Host:
    """Owns one zygote and a workspace; a zygote that died is replaced at the next session.

    The candidate's tree is read-only in the workspace; players can write below ``scratch`` only.
    """

    def __init__(self, level: Isolation = Isolation.BASIC) -> None:
        self.level = level
        self._folder = tempfile.TemporaryDirectory(prefix="messypr-player-")
        self._workspace = launch.workspace(Path(self._folder.name))
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._taken_in = 0
        self._tree: Path | None = None
        self._ready = False
        self._readable = launch.readable(self._workspace) if level is Isolation.CONFINED else []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def scratch(self) -> Path:
        """The one folder below which players may write."""
        return self._workspace.scratch

    def take_in(self, tree: Path) -> Path:
        """Return a copy of a tree where players can read it and cannot write it.

        This deletes the previous tree, so that no player sees another submission.
        """
        if self._tree is not None:
            shutil.rmtree(self._tree)
        self._taken_in += 1
        self._tree = Path(shutil.copytree(tree, self._workspace.trees / str(self._taken_in)))
        return self._tree

    def warm_up(self) -> None:
        """Start the zygote without waiting for it."""
        if self._process is None or self._process.poll() is not None:
            self._stop()
            self._start()

    def open(
        self,
        *,
        path: tuple[Path, ...],
        folder: Path,
        environ: Mapping[str, str],
        servers: Mapping[str, str],
    ) -> Session:
        """Return a new session that imports candidate code from ``path``.

        At level strict the session makes the sockets that ``api.mistral.ai`` and its regional
        hosts lead to; at the other levels ``servers`` gives the SDK their addresses.

        Raises:
            EnvironmentBrokenError: no player starts on this machine.
        """
        self.warm_up()
        config = {
            "level": str(self.level),
            "path": [str(each) for each in path],
            "folder": str(folder),
            "environ": {**launch.environment(folder, self.level), **environ},
            "servers": {} if self.level is Isolation.STRICT else dict(servers),
            "listen": dict(bubblewrap.ADDRESSES),
            "readable": self._readable,
        }
        try:
            return self._ask(config)
        except (OSError, EOFError):
            self._stop()
            self._start()
        try:
            return self._ask(config)
        except (OSError, EOFError) as error:
            raise EnvironmentBrokenError(f"no player starts here: {self._complaint()}") from error

    def _end(self, session: Session) -> None:
        session.channel.close()
        for listener in session.listeners.values():
            listener.close()
        if self._control is None:
            return
        try:
            self._control.sendall(encode({"end": session.pid}))
            _next(LineReader(self._control), ANSWER_SECONDS)
        except (OSError, EOFError):
            self._stop()  # no process of a killed zygote stays
        # At level strict the process ids are those of another namespace.
        if self.level is not Isolation.STRICT:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(session.pid, signal.SIGKILL)

    def close(self) -> None:
        """End the zygote and with it every session."""
        self._stop()
        room.remove(self._folder)

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs, self._workspace.log.open("wb") as log:
            self._process = subprocess.Popen(
                launch.command(self._workspace, self.level, theirs.fileno()),
                env=launch.environment(self._workspace.scratch, self.level),
                cwd=self._workspace.scratch,
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                start_new_session=True,
            )
        self._control = ours
        self._ready = False

    def _ask(self, config: dict[str, Any]) -> Session:
        control = self._control
        if control is None:
            raise EOFError
        if not self._ready:
            _next(LineReader(control), STARTUP_SECONDS)
            self._ready = True
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                socket.send_fds(control, [encode(config)], [theirs.fileno()])
            pid = int(_next(LineReader(control), ANSWER_SECONDS)["pid"])
            listeners = _receive_listeners(ours) if self.level is Isolation.STRICT else {}
        except BaseException:
            ours.close()
            raise
        return Session(channel=ours, pid=pid, listeners=listeners, ending=self._end)

    def _stop(self) -> None:
        if self._control is not None:
            self._control.close()
            self._control = None
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _complaint(self) -> str:
        text = self._workspace.log.read_text("utf-8", "replace").strip()
        return text.splitlines()[-1] if text else "it says nothing"


def _next(lines: LineReader, seconds: float) -> dict[str, Any]:
    line = lines.within(seconds)
    if line is None:
        raise EOFError
    return decode(line)


def _receive_listeners(channel: socket.socket) -> dict[str, socket.socket]:
    """Return the listening sockets that trusted code of a session made before anything else."""
    channel.settimeout(ANSWER_SECONDS)
    data, descriptors, _, _ = socket.recv_fds(channel, 1 << 12, 8)
    if not data.endswith(b"\n"):
        raise EOFError
    names = decode(data.rstrip(b"\n"))["listening"]
    return {
        str(name): socket.socket(fileno=descriptor)
        for name, descriptor in zip(names, descriptors, strict=True)
    }
