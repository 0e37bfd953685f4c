"""Settings, read once from the environment."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from agentdesk.errors import ConfigError

REGIONS = ("eu", "us")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How this desk is set up; every duration says its unit."""

    api_key: str = field(repr=False)
    folder: Path = Path("desk")
    region: str = "eu"  # policy holders are promised that their data stays in the EU
    model: str = "mistral-small-2603"
    answer_tokens: int = 800
    timeout_ms: int = 20_000
    retry_initial_ms: int = 400
    retry_total_ms: int = 12_000  # no wait of 5 s at most begins later, whatever the server says
    memory_turns: int = 20  # earlier turns that the model is shown; 0 is none
    max_rounds: int = 6  # requests to the model for one answer
    parallel_tools: int = 4  # tools at work at the same time, over all sessions
    tool_deadline_s: float = 20.0
    approval_deadline_s: float = 120.0

    def __post_init__(self) -> None:
        if not self.api_key:
            raise ConfigError("MISTRAL_API_KEY is not set")
        if self.region not in REGIONS:
            raise ConfigError(f"AGENTDESK_REGION must be one of {', '.join(REGIONS)}")
        at_least_1 = (self.answer_tokens, self.timeout_ms, self.max_rounds, self.parallel_tools)
        if min(at_least_1) < 1 or self.memory_turns < 0:
            raise ConfigError("AGENTDESK_ limits must not be negative")

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Self:
        """Return the settings: MISTRAL_API_KEY, and AGENTDESK_* for everything else.

        Raises:
            ConfigError: the key is missing, or a value makes no sense.
        """
        return cls(
            api_key=environ.get("MISTRAL_API_KEY", "").strip(),
            folder=Path(_text(environ, "FOLDER", "desk")),
            region=_text(environ, "REGION", "eu"),
            model=_text(environ, "MODEL", "mistral-small-2603"),
            answer_tokens=_whole(environ, "ANSWER_TOKENS", 800),
            timeout_ms=_whole(environ, "TIMEOUT_MS", 20_000),
            retry_initial_ms=_whole(environ, "RETRY_INITIAL_MS", 400),
            retry_total_ms=_whole(environ, "RETRY_TOTAL_MS", 12_000),
            memory_turns=_whole(environ, "MEMORY_TURNS", 20),
            max_rounds=_whole(environ, "MAX_ROUNDS", 6),
            parallel_tools=_whole(environ, "PARALLEL_TOOLS", 4),
            tool_deadline_s=_seconds(environ, "TOOL_DEADLINE_S", 20.0),
            approval_deadline_s=_seconds(environ, "APPROVAL_DEADLINE_S", 120.0),
        )


def _text(environ: Mapping[str, str], name: str, default: str) -> str:
    return environ.get(f"AGENTDESK_{name}", "").strip() or default


def _whole(environ: Mapping[str, str], name: str, default: int) -> int:
    text = _text(environ, name, str(default))
    try:
        return int(text)
    except ValueError as error:
        raise ConfigError(f"AGENTDESK_{name} must be a whole number, not {text!r}") from error


def _seconds(environ: Mapping[str, str], name: str, default: float) -> float:
    text = _text(environ, name, str(default))
    try:
        seconds = float(text)
    except ValueError as error:
        raise ConfigError(f"AGENTDESK_{name} must be a number, not {text!r}") from error
    if not 0 < seconds < math.inf:
        raise ConfigError(f"AGENTDESK_{name} must be more than 0")
    return seconds
