"""How often each tenant may ask."""

from __future__ import annotations

from collections.abc import Callable

from gateway.errors import RateLimitedError

Clock = Callable[[], float]
FORGET_FROM = 1_000  # so many buckets, and those that are full again are forgotten


class TokenBucket:
    """Refills steadily up to ``burst`` tokens; every ask takes one."""

    def __init__(self, *, rate_per_s: float, burst: int, clock: Clock) -> None:
        self._rate_per_s = rate_per_s
        self._burst = burst
        self._clock = clock
        self._tokens = float(burst)
        self._filled_at = clock()

    @property
    def full(self) -> bool:
        """Whether it holds all it can: it could be thrown away and made anew."""
        self._fill()
        return self._tokens >= self._burst

    def take(self) -> float:
        """Take a token and return 0, or take none and return the seconds until there is one."""
        self._fill()
        if self._tokens >= 1:
            self._tokens -= 1
            return 0.0
        return (1 - self._tokens) / self._rate_per_s

    def _fill(self) -> None:
        now = self._clock()
        earned = (now - self._filled_at) * self._rate_per_s
        self._tokens = min(float(self._burst), self._tokens + earned)
        self._filled_at = now


class Limits:
    """A token bucket for every tenant."""

    def __init__(self, *, rate_per_s: float, burst: int, clock: Clock) -> None:
        self._rate_per_s = rate_per_s
        self._burst = burst
        self._clock = clock
        self._buckets: dict[str, TokenBucket] = {}

    def admit(self, tenant: str) -> None:
        """Count one ask of the tenant; raise RateLimitedError if it is one too many."""
        bucket = self._buckets.get(tenant)
        if bucket is None:
            self._forget_full_ones()
            bucket = self._buckets[tenant] = TokenBucket(
                rate_per_s=self._rate_per_s, burst=self._burst, clock=self._clock
            )
        wait_s = bucket.take()
        if wait_s > 0:
            raise RateLimitedError(tenant, wait_s)

    def _forget_full_ones(self) -> None:
        if len(self._buckets) >= FORGET_FROM:
            self._buckets = {
                tenant: bucket for tenant, bucket in self._buckets.items() if not bucket.full
            }
