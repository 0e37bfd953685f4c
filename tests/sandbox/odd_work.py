"""Work for warm servers, and what hostile files might make of their children."""

from __future__ import annotations

import ctypes
import os
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

SEEN: list[str] = []


def prepare(settings: dict[str, Any]) -> Callable[[dict[str, Any]], object]:
    """Return what answers ``{"do": NAME, "with": VALUE}``."""
    if settings.get("fails"):
        raise ValueError
    server = os.getpid()
    ways: dict[str, Callable[[Any], object]] = {
        "settings": lambda _: settings,
        "remember": _remember,
        "write": lambda path: Path(path).write_text("x", "utf-8"),
        "read": lambda path: Path(path).read_text("utf-8"),
        "files": lambda _: sorted(str(each) for each in Path().rglob("*")),
        "place": lambda _: str(Path.cwd()),
        "sleep": time.sleep,
        "spin": _spin,
        "end": os._exit,
        "crash": ctypes.string_at,
        "look into the server": lambda _: Path(f"/proc/{server}/mem").open("rb").close(),
        "fork": lambda _: os.fork(),
        "connect": lambda port: socket.create_connection(("127.0.0.1", port), 5).close(),
        "grow": lambda size: len(bytearray(size)),
        "long": lambda size: "x" * size,
        "odd": lambda _: {1, 2},
        "deep": _deep,
    }
    return lambda request: ways[request["do"]](request.get("with"))


def _remember(word: str) -> list[str]:
    SEEN.append(word)
    Path("seen").write_text(word, "utf-8")
    return SEEN


def _spin(_: object) -> None:
    while True:
        pass


def _deep(levels: int) -> object:
    found: object = 0
    for _ in range(levels):
        found = [found]
    return found
