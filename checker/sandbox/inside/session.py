"""One session: a forked process that imports candidate code and serves the judge."""

from __future__ import annotations

import contextlib
import os
import queue
import resource
import socket
import sys
import threading
from typing import Any
from urllib.parse import urlsplit

from . import calls, landlock, seccomp, suite
from .channel import ChannelError, LineReader, decode, encode
from .mailbox import Mailbox

LIMITS = {
    resource.RLIMIT_CORE: 0,
    resource.RLIMIT_CPU: 60,
    resource.RLIMIT_FSIZE: 16 << 20,
    resource.RLIMIT_NOFILE: 256,
    resource.RLIMIT_AS: 4 << 30,
}


def serve(config: dict[str, Any], connection: socket.socket) -> None:
    """Set the process up for one candidate tree and answer requests until the judge hangs up."""
    _limit()
    _go_first()
    _detach(config)
    _confine(config)
    requests: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
    mailbox = Mailbox()
    reader = threading.Thread(target=_read, args=(connection, requests, mailbox), daemon=True)
    reader.start()
    while (request := requests.get()) is not None:
        reply = suite.run(request) if request["kind"] == "suite" else calls.answer(request, mailbox)
        connection.sendall(_encoded({"id": request["id"], **reply}))


def _limit() -> None:
    for what, most in LIMITS.items():
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):  # macOS has no RLIMIT_AS, and a limit may be lower already
            continue


def _go_first() -> None:
    """Be what the kernel ends first where memory runs out: proc(5), oom_score_adj."""
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:  # noqa: PTH123
        file.write("1000")


def _detach(config: dict[str, Any]) -> None:
    """Leave the judge's environment: own folder, own variables, no output, the simulator's URLs."""
    os.chdir(config["folder"])
    os.environ.clear()
    os.environ.update(config["environ"])
    sys.path.extend(config["path"])
    sys.dont_write_bytecode = True
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    if config["servers"]:
        from mistralai.client import sdkconfiguration  # noqa: PLC0415  on the player's path alone

        sdkconfiguration.SERVERS.update(config["servers"])


def _confine(config: dict[str, Any]) -> None:
    """Give up what the level takes away; no candidate code has run yet."""
    match config["level"]:
        case "strict":
            seccomp.restrict(tcp_only=False)  # the network namespace confines it
        case "confined":
            ports = [urlsplit(url).port or 0 for url in config["servers"].values()]
            landlock.restrict(
                readable=[*config["readable"], "/proc/self/fd"],
                writable=[config["folder"], "/dev/null"],
                ports=ports,
                runnable=[],
            )
            seccomp.restrict(tcp_only=True)


def _read(
    connection: socket.socket,
    requests: queue.SimpleQueue[dict[str, Any] | None],
    mailbox: Mailbox,
) -> None:
    """Route what arrives: messages to the running scenario, requests to the main thread."""
    lines = LineReader(connection)
    while (line := lines.next()) is not None:
        message = decode(line)
        if message["kind"] == "message":
            mailbox.deliver(message["message"])
        else:
            requests.put(message)
    os._exit(0)  # the judge is gone: candidate code must not keep this process alive


def _encoded(reply: dict[str, Any]) -> bytes:
    try:
        return encode(reply)
    except ChannelError as error:
        problem: dict[str, Any] = {
            "type": "ChannelError",
            "bases": [],
            "message": str(error),
            "cause": None,
        }
        return encode({"id": reply["id"], "raised": problem})
