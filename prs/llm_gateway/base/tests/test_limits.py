from __future__ import annotations

import pytest

from fakes import FakeClock
from gateway.errors import RateLimitedError
from gateway.limits import Limits, TokenBucket


def test_a_bucket_gives_its_burst_and_then_refills() -> None:
    clock = FakeClock()
    bucket = TokenBucket(rate_per_s=2, burst=2, clock=clock)
    assert [bucket.take() for _ in range(3)] == [0, 0, 0.5]
    clock.now += 0.5
    assert bucket.take() == 0
    assert bucket.take() == 0.5


def test_a_bucket_holds_no_more_than_its_burst() -> None:
    clock = FakeClock()
    bucket = TokenBucket(rate_per_s=2, burst=2, clock=clock)
    clock.now += 60
    assert bucket.full
    assert [bucket.take() for _ in range(3)] == [0, 0, 0.5]


def test_every_tenant_has_a_bucket_of_its_own() -> None:
    limits = Limits(rate_per_s=1, burst=1, clock=FakeClock())
    limits.admit("search")
    limits.admit("sales")
    with pytest.raises(RateLimitedError) as caught:
        limits.admit("search")
    assert caught.value.retry_after_s == 1
