"""What callers ask of the gateway, and what a call costs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

NANO = 1_000_000_000  # nano-dollars in a dollar
PROMPT_PRICE = 150  # nano-dollars a token, mistral-small-2603
COMPLETION_PRICE = 600
AROUND_MESSAGES = 16  # tokens that mark where messages begin and end, and some to spare

Key: TypeAlias = tuple[str | int, ...]


class Priority(IntEnum):
    """Who goes first when slots are scarce; the lowest number wins."""

    INTERACTIVE = 0
    NORMAL = 1
    BATCH = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One question of one tenant."""

    tenant: str
    prompt: str
    system: str = ""
    max_tokens: int = 400
    priority: Priority = Priority.NORMAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What one call was billed for."""

    prompt_tokens: int = 0
    completion_tokens: int = 0

    @property
    def cost(self) -> int:
        """The price of the call in nano-dollars."""
        return self.prompt_tokens * PROMPT_PRICE + self.completion_tokens * COMPLETION_PRICE


def dearest(ask: Ask) -> Usage:
    """Return what an ask can cost at the most: no token of a text is shorter than a byte."""
    text = f"{ask.system}{ask.prompt}".encode(errors="surrogatepass")
    return Usage(
        prompt_tokens=len(text) + AROUND_MESSAGES, completion_tokens=max(ask.max_tokens, 0)
    )
