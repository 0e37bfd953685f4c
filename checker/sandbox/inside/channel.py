"""Lines of JSON over a socket, with limits: the only connection between judge and player."""

from __future__ import annotations

import json
import socket
import time
from typing import Any

MAX_LINE_BYTES = 1 << 20
MAX_DEPTH = 40


class ChannelError(Exception):
    """What arrived on the channel is no message."""


def encode(message: object) -> bytes:
    """Return a message as one line.

    Raises:
        ChannelError: it is too long, or no plain JSON.
    """
    try:
        line = json.dumps(message, allow_nan=False).encode() + b"\n"
    except (TypeError, ValueError, RecursionError) as error:
        raise ChannelError(f"not plain JSON: {error}") from error
    if len(line) > MAX_LINE_BYTES:
        raise ChannelError(f"longer than {MAX_LINE_BYTES} bytes")
    return line


def decode(line: bytes) -> dict[str, Any]:
    """Return the message in a line.

    Raises:
        ChannelError: it is too long or too deep, no JSON, or no object.
    """
    if len(line) > MAX_LINE_BYTES:
        raise ChannelError(f"longer than {MAX_LINE_BYTES} bytes")
    try:
        message = json.loads(line, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise ChannelError(f"not JSON: {error}") from error
    if not isinstance(message, dict):
        raise ChannelError("not a JSON object")
    if _depth(message) > MAX_DEPTH:
        raise ChannelError(f"deeper than {MAX_DEPTH} levels")
    return message


class LineReader:
    """The lines that arrive on a socket."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._pending = bytearray()

    def within(self, seconds: float) -> bytes | None:
        """Return the next whole line, which must arrive within ``seconds``."""
        return self.next(time.monotonic() + seconds)

    def next(self, deadline: float | None = None) -> bytes | None:
        """Return the next whole line, or None when the other side has closed.

        Raises:
            ChannelError: the line is too long.
            TimeoutError: ``deadline`` on the monotonic clock passed, however many bytes drip in.
        """
        while b"\n" not in self._pending:
            if len(self._pending) > MAX_LINE_BYTES:
                raise ChannelError(f"longer than {MAX_LINE_BYTES} bytes")
            if deadline is not None:
                self._connection.settimeout(max(deadline - time.monotonic(), 0.001))
            received = self._connection.recv(1 << 16)
            if not received:
                return None
            self._pending += received
        line, _, rest = bytes(self._pending).partition(b"\n")
        self._pending = bytearray(rest)
        return line


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _depth(value: object) -> int:
    """Return how deep lists and objects are nested, without recursion."""
    deepest, level = 0, [value]
    while level:
        level = [
            inner
            for each in level
            if isinstance(each, dict | list)
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
        deepest += 1
    return deepest
