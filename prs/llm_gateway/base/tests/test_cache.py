from __future__ import annotations

from fakes import FakeClock
from gateway.cache import AnswerCache


def test_an_answer_is_kept_until_it_is_too_old() -> None:
    clock = FakeClock()
    cache = AnswerCache(size=2, ttl_s=10, clock=clock)
    cache.put("a", "A")
    clock.now += 9
    assert cache.get("a") == "A"
    clock.now += 1
    assert cache.get("a") is None
    assert (cache.hits, cache.misses, len(cache)) == (1, 1, 0)


def test_the_one_unused_for_longest_goes_first() -> None:
    cache = AnswerCache(size=2, ttl_s=10, clock=FakeClock())
    cache.put("a", "A")
    cache.put("b", "B")
    cache.get("a")
    cache.put("c", "C")
    assert [cache.get(key) for key in "abc"] == ["A", None, "C"]
