"""Rank what may be drawn for a seed, the same on every machine and with every Python."""

from __future__ import annotations

import hashlib
import hmac


def rank(seed: int, salt: bytes, *words: str) -> bytes:
    """Return the rank of a name for a seed; with a salt it is an HMAC, which nobody can guess."""
    text = ":".join([str(seed), *words]).encode()
    return hmac.digest(salt, text, "sha256") if salt else hashlib.sha256(text).digest()
