"""Source is parsed in several threads, whatever runs in the middle of it."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from checker.parsing import parse

NESTED = "value = " + "(" * 40 + "1" + " + 1)" * 40 + "\n"


@pytest.fixture
def thread_changes_in_the_middle() -> Iterator[None]:
    """Have garbage collected at almost every allocation, and another thread run meanwhile."""

    def give_way(*_: object) -> None:
        os.sched_yield()

    before = gc.get_threshold()
    gc.callbacks.append(give_way)
    gc.set_threshold(5)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.callbacks.remove(give_way)


@pytest.mark.usefixtures("thread_changes_in_the_middle")
def test_threads_that_parse_at_once_all_get_their_tree() -> None:
    with ThreadPoolExecutor(4) as pool:
        trees = list(pool.map(parse, [NESTED] * 40))
    assert [len(tree.body) for tree in trees] == [1] * 40
