"""The simulator answers as the real API was recorded; skipped where there are no recordings."""

from __future__ import annotations

from collections import Counter

import pytest

from checker.simulator import Simulator

from .compare import Compared, compare, retired, verdict
from .recordings import differences, recordings, shape


@pytest.fixture
def compared(mistral: Simulator) -> tuple[Compared, ...]:
    if not recordings():
        pytest.skip("there are no recordings beside this checkout")
    return tuple(compare(mistral, each) for each in recordings())


def test_statuses_are_those_of_the_real_api(compared: tuple[Compared, ...]) -> None:
    differing = [each for each in compared if each.status]
    unnamed = [each for each in differing if not retired(each.recording)]
    living = [each for each in compared if not retired(each.recording)]
    assert len(unnamed) <= 0.03 * len(living), _table(unnamed, "status")


def test_shapes_are_those_of_the_real_api(compared: tuple[Compared, ...]) -> None:
    same = [each for each in compared if not each.status]
    found = Counter(verdict(each) for each in same)
    unnamed = [each for each in same if verdict(each) == "differs"]
    assert len(unnamed) <= 0.05 * len(same), _table(unnamed, "shape")
    assert found["equal"] > len(same) / 2, found


def test_a_difference_would_be_noticed(mistral: Simulator) -> None:
    real = {"usage": {"total_tokens": 3}, "choices": [{"index": 0}]}
    ours = {"usage": {"total_tokens": "3"}, "choices": []}
    assert list(differences(shape(real), shape(ours))) == [
        "choices: 1 kinds, here 0",
        "usage.total_tokens: number, here str",
    ]
    assert mistral.requests == ()


def _table(found: list[Compared], field: str) -> str:
    return "\n".join(f"{each.recording.name}: {getattr(each, field)}" for each in found)
