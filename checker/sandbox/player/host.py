"""The judge's end of the player: start the zygote, open a session, end its processes."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath
from typing import Any, Self, TypeVar

from checker.errors import EnvironmentBrokenError
from checker.sandbox.inside.channel import LineReader, decode, encode
from checker.sandbox.inside.mounts import PROJECT, WORK
from checker.sandbox.isolation import bubblewrap, scratch
from checker.sandbox.isolation.folder import FolderPath, Room, opened
from checker.sandbox.isolation.levels import Isolation
from checker.sandbox.player import launch

STARTUP_SECONDS = 60.0
ANSWER_SECONDS = 20.0
T = TypeVar("T")


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

    The candidate's tree is read-only in the workspace; a player can write to its room only.
    """

    def __init__(self, level: Isolation = Isolation.BASIC) -> None:
        self.level = level
        self._folder = tempfile.TemporaryDirectory(
            prefix=scratch.NAMELESS, ignore_cleanup_errors=True
        )
        self._workspace = launch.workspace(Path(self._folder.name))
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._taken_in = 0
        self._tree: Path | None = None
        self._ready = False
        self._numbers = itertools.count(1)
        self._readable = launch.readable(self._workspace) if level is Isolation.CONFINED else []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def trusted(self) -> str:
        """The file, as players see it, with the authority that they trust."""
        strict = self.level is Isolation.STRICT
        return launch.TRUSTED if strict else str(self._workspace.trusted)

    @contextlib.contextmanager
    def room(self) -> Iterator[FolderPath]:
        """Lend an empty folder that players can write to; it goes with all that is in it.

        At level strict it is in memory, and the kernel keeps its size.

        Raises:
            EnvironmentBrokenError: no player starts on this machine.
        """
        if self.level is not Isolation.STRICT:
            with self.room_on_disk() as folder:
                yield folder
            return
        number = next(self._numbers)
        room = Room(self._asked(lambda: self._make_room(number)), PurePosixPath(WORK), number)
        try:
            yield FolderPath(room)
        finally:
            room.close()
            self._remove_room(number)

    @contextlib.contextmanager
    def room_on_disk(self) -> Iterator[FolderPath]:
        """Lend an empty folder of this machine that players at other levels can write to."""
        with scratch.temporary(inside=self._workspace.scratch) as folder, opened(folder) as lent:
            yield lent

    def take_in(self, tree: Path) -> Path:
        """Return a copy of a tree where players can read it and cannot write it.

        This deletes the previous tree, so that no player sees another submission. Nothing that a
        player can write to is near it. ``seen`` is the path under which players find it.
        """
        if self._tree is not None:
            shutil.rmtree(self._tree)
        self._taken_in += 1
        self._tree = Path(shutil.copytree(tree, self._workspace.trees / str(self._taken_in)))
        return self._tree

    def seen(self, path: PurePath) -> PurePath:
        """Return where players see a path of the tree that was taken in last."""
        tree = self._tree
        if self.level is Isolation.STRICT and tree is not None and path.is_relative_to(tree):
            return PurePosixPath(PROJECT) / path.relative_to(tree)
        return path

    def warm_up(self) -> None:
        """Start the zygote without waiting for it."""
        if self._process is None or self._process.poll() is not None:
            self._stop()
            self._start()

    def open(
        self,
        *,
        path: tuple[PurePath, ...],
        folder: FolderPath,
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
            "path": [str(self.seen(each)) for each in path],
            "folder": str(folder),
            "room": folder.room.number,
            "tree": self._tree.name if self._tree is not None else "",
            "environ": {**launch.environment(str(folder), self.trusted), **environ},
            "servers": {} if self.level is Isolation.STRICT else dict(servers),
            "listen": dict(bubblewrap.ADDRESSES),
            "readable": self._readable,
        }
        process = self._process

        def ask() -> Session:
            if self._process is not process and folder.room.number:
                self._make_again(folder.room)
            return self._ask(config)

        return self._asked(ask)

    def _asked(self, ask: Callable[[], T]) -> T:
        """Return what the zygote answers; one that died is started again, once.

        Raises:
            EnvironmentBrokenError: no player starts on this machine.
        """
        self.warm_up()
        try:
            return ask()
        except (OSError, EOFError):
            self._stop()
            self._start()
        try:
            return ask()
        except (OSError, EOFError) as error:
            raise EnvironmentBrokenError(f"no player starts here: {self._complaint()}") from error

    def _make_room(self, number: int) -> int:
        control = self._control_when_ready()
        control.sendall(encode({"new_room": number}))
        control.settimeout(ANSWER_SECONDS)
        data, descriptors, _, _ = socket.recv_fds(control, 1 << 12, 1)
        if not data or len(descriptors) != 1:
            raise EOFError
        return descriptors[0]

    def _make_again(self, room: Room) -> None:
        """Make a room in another zygote, empty: the one that had it died with what was in it."""
        descriptor = self._make_room(room.number)
        os.dup2(descriptor, room.descriptor, inheritable=False)
        os.close(descriptor)

    def _remove_room(self, number: int) -> None:
        if self._control is None:
            return  # it went with its zygote
        try:
            self._control.sendall(encode({"leave": number}))
            _next(LineReader(self._control), ANSWER_SECONDS)
        except (OSError, EOFError):
            self._stop()

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
        scratch.remove(self._folder)

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs, self._workspace.log.open("wb") as log:
            self._process = subprocess.Popen(
                launch.command(self._workspace, self.level, theirs.fileno()),
                env=launch.environment(str(self._workspace.scratch), self.trusted),
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
        control = self._control_when_ready()
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

    def _control_when_ready(self) -> socket.socket:
        if self._control is None:
            raise EOFError
        if not self._ready:
            _next(LineReader(self._control), STARTUP_SECONDS)
            self._ready = True
        return self._control

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
