"""Settings, read once from the environment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self, TypeVar

from gateway.errors import ConfigError

N = TypeVar("N", int, float)
REGIONS = ("eu", "us", "global")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How this gateway is set up; every duration says its unit."""

    api_key: str = field(repr=False)
    ledger: Path = Path("gateway.sqlite3")
    region: str = "eu"  # tenants are promised that their data stays in the EU
    model: str = "mistral-small-2603"
    temperature: float = 0.3
    timeout_ms: int = 20_000
    retry_initial_ms: int = 500
    retry_total_ms: int = 15_000
    slots: int = 8
    longest_queue: int = 200
    rate_per_s: float = 5.0
    burst: int = 20
    cache_size: int = 512
    cache_ttl_s: float = 300.0
    attempts: int = 3  # calls for one ask, the first one included
    retries_per_s: float = 1.0  # over all asks: an outage is not answered with a storm
    stream_deadline_s: float = 120.0
    grace_s: float = 20.0
    budget: int | None = None  # of each tenant, in nano-dollars

    def __post_init__(self) -> None:
        if not self.api_key:
            raise ConfigError("MISTRAL_API_KEY is not set")
        if self.region not in REGIONS:
            raise ConfigError(f"GATEWAY_REGION must be one of {', '.join(REGIONS)}")
        if min(self.slots, self.burst, self.cache_size) < 1 or self.rate_per_s <= 0:
            raise ConfigError("slots, burst, cache size and rate must be positive")
        if self.attempts < 1 or min(self.retries_per_s, self.stream_deadline_s) <= 0:
            raise ConfigError("attempts, retries and the deadline of streams must be positive")

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Self:
        """Return the settings: MISTRAL_API_KEY, and GATEWAY_<FIELD> for every other field.

        A variable that is unset or empty has its default.
        """
        return cls(
            api_key=environ.get("MISTRAL_API_KEY", "").strip(),
            ledger=Path(environ.get("GATEWAY_LEDGER") or cls.ledger),
            region=environ.get("GATEWAY_REGION") or cls.region,
            model=environ.get("GATEWAY_MODEL") or cls.model,
            temperature=_read(environ, "TEMPERATURE", float, cls.temperature),
            timeout_ms=_read(environ, "TIMEOUT_MS", int, cls.timeout_ms),
            retry_initial_ms=_read(environ, "RETRY_INITIAL_MS", int, cls.retry_initial_ms),
            retry_total_ms=_read(environ, "RETRY_TOTAL_MS", int, cls.retry_total_ms),
            slots=_read(environ, "SLOTS", int, cls.slots),
            longest_queue=_read(environ, "LONGEST_QUEUE", int, cls.longest_queue),
            rate_per_s=_read(environ, "RATE_PER_S", float, cls.rate_per_s),
            burst=_read(environ, "BURST", int, cls.burst),
            cache_size=_read(environ, "CACHE_SIZE", int, cls.cache_size),
            cache_ttl_s=_read(environ, "CACHE_TTL_S", float, cls.cache_ttl_s),
            attempts=_read(environ, "ATTEMPTS", int, cls.attempts),
            retries_per_s=_read(environ, "RETRIES_PER_S", float, cls.retries_per_s),
            stream_deadline_s=_read(environ, "STREAM_DEADLINE_S", float, cls.stream_deadline_s),
            grace_s=_read(environ, "GRACE_S", float, cls.grace_s),
            budget=_read(environ, "BUDGET", int, 0) if environ.get("GATEWAY_BUDGET") else None,
        )


def _read(environ: Mapping[str, str], name: str, kind: Callable[[str], N], default: N) -> N:
    text = environ.get(f"GATEWAY_{name}")
    if not text:
        return default
    try:
        return kind(text)
    except ValueError as error:
        raise ConfigError(f"GATEWAY_{name} must be a number, not {text!r}") from error
