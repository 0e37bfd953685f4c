"""What was checked before is not checked again, unless anything that decides it has changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from checker.model.result import Outcome, TestResult
from checker.packs import loading
from checker.sandbox.client.cached import BaselineResults, CachingJudge, came_out
from checker.sandbox.client.judge import Judge
from checker.sandbox.client.protocol import HiddenTestRequest
from checker.sandbox.isolation.levels import Isolation
from checker.system import result_cache, trees
from checker.system.result_cache import MISSING, NO_CACHE, ResultCache

PACK = loading.load("helpdesk")
TEST = "test_settings.py::test_the_defaults_are_those_of_the_pull_request"
PASSED = TestResult(node_id="a", outcome=Outcome.PASSED)
TIMED_OUT = TestResult(node_id="a", outcome=Outcome.FAILED, broke=True)
OURS = TestResult(node_id="a", outcome=Outcome.ERROR)


class Question:
    """Counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self) -> list[int]:
        self.asked += 1
        return [self.asked]


@pytest.fixture
def results(tmp_path: Path) -> Path:
    return tmp_path / "results"


@pytest.fixture
def cache(results: Path) -> ResultCache:
    return ResultCache(folder=results)


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    with Judge(inline=True) as judge:
        yield judge


def test_a_question_is_asked_once(cache: ResultCache) -> None:
    question = Question()
    assert [cache.get_or_compute(["a"], question) for _ in range(3)] == [[1]] * 3
    assert cache.get_or_compute(["b"], question) == [2]
    assert cache.get_or_compute(["a", "b"], question) == [3]


def test_without_a_shelf_it_is_asked_every_time() -> None:
    question = Question()
    assert [NO_CACHE.get_or_compute(["a"], question) for _ in range(2)] == [[1], [2]]


def test_what_is_not_worth_keeping_is_asked_for_again(cache: ResultCache) -> None:
    question = Question()
    for _ in range(2):
        cache.get_or_compute(["a"], question, worth_keeping=lambda _: False)
    assert question.asked == 2


def test_a_result_that_was_cut_short_is_asked_for_again(cache: ResultCache, results: Path) -> None:
    question = Question()
    cache.get_or_compute(["a"], question)
    (kept,) = results.glob("*/*.json")
    kept.write_bytes(b'[1, {"')
    assert cache.get_or_compute(["a"], question) == [2]
    assert json.loads(kept.read_bytes()) == [2]


def test_a_folder_that_cannot_be_written_is_no_obstacle(tmp_path: Path) -> None:
    occupied = tmp_path / "file"
    occupied.write_text("no folder")
    assert ResultCache(folder=occupied).get_or_compute(["a"], Question()) == [1]


def test_the_oldest_results_go_first(
    cache: ResultCache, results: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(result_cache, "MOST_RESULTS", 2)
    for number in range(4):
        cache.get_or_compute([number], Question())
    result_cache.tidy(cache)
    assert len([*results.glob("*/*.json")]) == 2


def test_one_byte_or_one_name_makes_another_tree() -> None:
    a, b = PurePosixPath("a"), PurePosixPath("b")
    some = [{a: b"x"}, {a: b"y"}, {b: b"x"}, {a: b"", b: b"x"}, {a: b"x", b: b""}, {}]
    assert len({trees.digest(each) for each in some}) == len(some)


def test_a_judge_runs_a_hidden_test_once_for_one_tree(
    judge: Judge, cache: ResultCache, results: Path, tmp_path: Path
) -> None:
    reference = trees.write(loading.reference_tree(PACK), tmp_path / "reference")
    request = HiddenTestRequest(pack=PACK, tree=reference, node_ids=(TEST,))
    caching = CachingJudge(judge, Isolation.STRICT, cache)
    first = caching.run(request)
    assert [each.outcome for each in first.results] == [Outcome.PASSED]
    assert caching.run(request) == first
    (kept,) = results.glob("*/*.json")
    answer = json.loads(kept.read_bytes())
    answer["results"][0]["message"] = "from the cache"
    kept.write_text(json.dumps(answer))
    assert caching.run(request).results[0].message == "from the cache"
    other = CachingJudge(judge, Isolation.CONFINED, cache)
    assert other.run(request) == first
    trees.write({PurePosixPath("src/helpdesk/more.py"): b""}, reference)
    assert caching.run(request) == first
    assert len([*results.glob("*/*.json")]) == 3


def test_a_starting_point_is_tried_once_by_judges_that_stay(judge: Judge) -> None:
    reference = loading.reference_tree(PACK)
    known = BaselineResults()
    with Judge(inline=True) as short_lived:
        assert known.passing(PACK, reference, [TEST], short_lived) == {TEST}
    assert known.passing(PACK, reference, [TEST], short_lived) == {TEST}  # who cannot be asked
    broken = {**reference, PurePosixPath("src/helpdesk/settings.py"): b""}
    assert known.passing(PACK, broken, [TEST], judge) == frozenset()


@pytest.mark.parametrize(
    ("result", "integrity", "kept"),
    [
        (PASSED, [], True),
        (TIMED_OUT, [], False),
        (OURS, [], False),
        (PASSED, ["the player lied"], False),
    ],
    ids=["an answer", "a deadline", "our own fault", "a lie"],
)
def test_only_answers_are_kept(result: TestResult, integrity: list[str], *, kept: bool) -> None:
    answer: dict[str, Any] = {"results": [asdict(result)], "integrity": integrity}
    assert came_out(json.loads(json.dumps(answer))) is kept


def test_a_cache_may_forget_what_it_kept_and_keeps_what_is_new(results: Path) -> None:
    question = Question()
    assert ResultCache(folder=results).get_or_compute(["a"], question) == [1]
    assert ResultCache(folder=results, forget=True).get_or_compute(["a"], question) == [2]
    assert ResultCache(folder=results).find(["a"]) == [2]


def test_caches_of_another_state_share_nothing(results: Path) -> None:
    question = Question()
    states = ("a", "b", "a")
    caches = [ResultCache(folder=results, state=state) for state in states]
    assert [each.get_or_compute(["x"], question) for each in caches] == [[1], [2], [1]]


def test_what_is_too_large_is_not_kept(results: Path) -> None:
    cache = ResultCache(folder=results, largest_bytes=3)
    cache.keep(["a"], "long")
    assert cache.find(["a"]) is MISSING
