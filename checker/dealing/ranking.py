"""Rank what may be drawn for a seed, the same on every machine and with every Python."""

from __future__ import annotations

import hashlib
import hmac


def rank(seed: int, salt: bytes, *words: str) -> bytes:
    """Return a sort key of something for a seed; a salt makes it an HMAC, which hides the seed."""
    text = ":".join([str(seed), *words]).encode()
    return hmac.digest(salt, text, "sha256") if salt else hashlib.sha256(text).digest()
