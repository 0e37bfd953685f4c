"""Requests and tokens per minute for each key: a bucket that refills with time."""

from __future__ import annotations

import math
from dataclasses import dataclass

from checker.simulator.wire.answer import Headers, Raw
from checker.simulator.wire.error_bodies import rate_limited

MINUTE_SECONDS = 60.0
ROUNDING = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """The limits of each key; None means no limit.

    The real limits are per organisation and model (docs, rate limits); per key is ours.
    """

    requests_per_minute: int | None = None
    tokens_per_minute: int | None = None


class Bucket:
    """Holds up to ``capacity`` and refills that much per minute; it starts full."""

    def __init__(self, capacity: int, now: float) -> None:
        self._capacity = capacity
        self._level = float(capacity)
        self._at = now

    def level(self, now: float) -> float:
        """Return the content of the bucket."""
        passed = max(0.0, now - self._at)
        return min(self._capacity, self._level + passed * self._capacity / MINUTE_SECONDS)

    def take(self, cost: float, now: float) -> None:
        """Take something out; there must be enough."""
        self._level, self._at = self.level(now) - cost, now

    def wait(self, cost: float, now: float) -> float:
        """Return how many seconds pass until there is enough, 0 if there is.

        For more than the bucket can hold that is a minute, and then it is too much again.
        """
        lacking = cost - self.level(now)
        if lacking <= ROUNDING:
            return 0.0
        return (
            min(MINUTE_SECONDS, lacking * MINUTE_SECONDS / self._capacity)
            if self._capacity
            else MINUTE_SECONDS
        )


class Account:
    """The buckets of one key."""

    def __init__(self, quota: Quota, now: float) -> None:
        limits = {"req": quota.requests_per_minute, "tokens": quota.tokens_per_minute}
        self._limits = {kind: limit for kind, limit in limits.items() if limit is not None}
        self._buckets = {kind: Bucket(limit, now) for kind, limit in self._limits.items()}

    def admit(self, tokens: int, now: float) -> tuple[Raw | None, Headers]:
        """Return a refusal if the quota is used up, and the headers of the answer either way.

        A refused request costs nothing (ours); both wordings were seen in public threads.
        """
        costs = {"req": 1, "tokens": tokens}
        waits = {kind: bucket.wait(costs[kind], now) for kind, bucket in self._buckets.items()}
        longest = max(waits.values(), default=0.0)
        if longest == 0.0:
            for kind, bucket in self._buckets.items():
                bucket.take(costs[kind], now)
            return None, self._headers(tokens, now)
        words = "Requests rate limit exceeded" if waits.get("req") else "Rate limit exceeded"
        return rate_limited(math.ceil(longest), words), self._headers(tokens, now)

    def _headers(self, tokens: int, now: float) -> Headers:
        """Return the headers as seen in mistralai/client-ts#169."""
        told = []
        for kind, bucket in self._buckets.items():
            told.append((f"x-ratelimit-limit-{kind}-minute", str(self._limits[kind])))
            told.append((f"x-ratelimit-remaining-{kind}-minute", str(int(bucket.level(now)))))
        if "tokens" in self._buckets:
            told.append(("x-ratelimit-tokens-query-cost", str(tokens)))
        return tuple(told)
