"""Identifiers in the forms of the API; the same seed gives the same one on every machine."""

from __future__ import annotations

import hashlib
import string
import uuid

ALPHABET = string.ascii_letters + string.digits
ID_LENGTH = 9  # "must be a-z, A-Z, 0-9, with a length of 9" (error code 3280)


def letters(seed: str) -> str:
    """Return nine letters and digits, like the ids of tool calls."""
    number = int.from_bytes(_digest(seed)[:16])
    return "".join(ALPHABET[number // len(ALPHABET) ** i % len(ALPHABET)] for i in range(ID_LENGTH))


def unique(seed: str) -> str:
    """Return a UUID, like the ids of files and batch jobs (docs, batch inference)."""
    return str(uuid.UUID(bytes=_digest(seed)[:16], version=4))


def prefixed(prefix: str, seed: str) -> str:
    """Return an id like ``conv_0680b7001110794a8000568d65fd125d`` (docs, agents)."""
    return f"{prefix}_{_digest(seed).hex()[:32]}"


def _digest(seed: str) -> bytes:
    return hashlib.sha256(seed.encode(errors="surrogatepass")).digest()
