"""The address of a round's page, which stays the same from one start to the next.

A window that is still open then goes on by itself, with what was typed in it meanwhile.
"""

from __future__ import annotations

import json
import re
import secrets
import socket
from dataclasses import dataclass
from typing import Final

from checker.errors import UsageError
from checker.rounds import RoundDir
from checker.sandbox.isolation.beneath import OddFileError, read_named
from checker.system.files import write_whole

FILE: Final = "address.json"
LOOPBACK: Final = "127.0.0.1"
ANY_PORT: Final = 0
_TOKEN_BYTES = 24
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")
_MOST_BYTES = 1_000
_LAST_PORT = 65_535


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A port, and the token that is the first part of every path."""

    port: int
    word: str


def last(round_dir: RoundDir) -> Address:
    """Return the address of the last start, or a new one; only the round's owner can read it."""
    fresh = Address(port=ANY_PORT, word=secrets.token_urlsafe(_TOKEN_BYTES))
    file = round_dir.folder / FILE
    try:
        secret = not file.is_symlink() and not file.stat().st_mode & 0o077
        fields = json.loads(read_named(file, _MOST_BYTES))
        port, word = fields["port"], fields["word"]
    except (OSError, OddFileError, ValueError, RecursionError, TypeError, KeyError):
        return fresh
    right = type(port) is int and 0 < port <= _LAST_PORT
    known = isinstance(word, str) and _TOKEN.fullmatch(word)
    return Address(port=port, word=word) if secret and right and known else fresh


def remember(round_dir: RoundDir, address: Address) -> None:
    """Keep an address for the next start."""
    file = round_dir.folder / FILE
    file.unlink(missing_ok=True)  # its mode would be taken over
    write_whole(file, json.dumps({"port": address.port, "word": address.word}).encode())


def bind(listening: socket.socket, asked: int, before: int) -> int:
    """Bind a socket to the port that is asked for, else to the one before, else to any.

    Returns:
        The port.

    Raises:
        UsageError: The port that is asked for is taken.
    """
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((LOOPBACK, asked or before))
    except OSError as error:
        if asked:
            raise UsageError(f"cannot listen on port {asked}: {error.strerror}") from error
        listening.bind((LOOPBACK, ANY_PORT))
    return int(listening.getsockname()[1])
