"""The judge's end of the player: start the zygote, open a session, end it for good."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from checker.errors import EnvironmentBrokenError
from checker.sandbox import farm
from checker.sandbox.inside.channel import Lines, decode, encode

STARTUP_SECONDS = 60.0
CERTIFICATE = Path(__file__).with_name("one-certificate.pem")
STARTER = f"""\
import sys
sys.path.append(sys.argv[1])
from {farm.INSIDE}.zygote import main
main(int(sys.argv[2]))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A forked player: the judge's end of its channel and its process group."""

    channel: socket.socket
    pid: int

    def end(self) -> None:
        """Kill everything in the session's process group and close the channel."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        self.channel.close()


class Host:
    """Owns one zygote; a zygote that died is started again at the next session."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="messypr-player-")
        self._farm = farm.plant(Path(self._folder.name))
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        self.close()

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

        Raises:
            EnvironmentBrokenError: no player starts on this machine.
        """
        self.warm_up()
        config = {
            "path": [str(each) for each in path],
            "folder": str(folder),
            "environ": {**environment(folder), **environ},
            "servers": dict(servers),
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

    def close(self) -> None:
        """End the zygote and with it every session."""
        self._stop()
        self._folder.cleanup()

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-I", "-S", "-B", "-X", "utf8", "-c", STARTER]
            self._process = subprocess.Popen(
                [*command, str(self._farm), str(theirs.fileno())],
                env=environment(Path(self._folder.name)),
                cwd=self._folder.name,
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=(self._farm / "stderr.log").open("wb"),
                start_new_session=True,
            )
        ours.settimeout(STARTUP_SECONDS)
        self._control = ours
        self._ready = False

    def _ask(self, config: dict[str, Any]) -> Session:
        control = self._control
        if control is None:
            raise EOFError
        lines = Lines(control)
        if not self._ready:
            _next(lines)
            self._ready = True
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(control, [encode(config)], [theirs.fileno()])
        return Session(channel=ours, pid=int(_next(lines)["pid"]))

    def _stop(self) -> None:
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(
                    self._process.pid, signal.SIGKILL
                ) if self._process.poll() is None else None
            self._process.wait()
            self._process = None

    def _complaint(self) -> str:
        text = (self._farm / "stderr.log").read_text("utf-8", "replace").strip()
        return text.splitlines()[-1] if text else "it says nothing"


def _next(lines: Lines) -> dict[str, Any]:
    line = lines.next()
    if line is None:
        raise EOFError
    return decode(line)


def environment(folder: Path) -> dict[str, str]:
    """Return all that a player knows of the machine.

    One certificate instead of the system's bundle saves the 115 ms that each ``Mistral()`` takes
    to read it twice; nothing in the sandbox is to trust anybody anyway.
    """
    return {
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "PATH": os.defpath,
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTHONHASHSEED": "0",
        "SSL_CERT_FILE": str(CERTIFICATE),
    }
