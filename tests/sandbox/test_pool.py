"""Several judges at one list of hidden tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.packs import loading
from checker.sandbox.client.pool import JudgePool
from checker.sandbox.client.protocol import HiddenTestRequest
from checker.sandbox.client.work_queue import WorkQueue, run_all_queued
from checker.system import trees


def test_the_longest_are_begun_first_and_the_others_in_their_order() -> None:
    tests = WorkQueue(["a", "b", "c", "d", "a"], seconds={"c": 2.0, "d": 3.0})
    assert [tests.take() for _ in range(5)] == ["d", "c", "a", "b", None]
    assert tests.empty


def test_what_is_run_is_counted_and_timed() -> None:
    steps: list[tuple[str, int, int]] = []
    seconds: dict[str, float] = {}
    tests = WorkQueue(["a", "b"], lambda *step: steps.append(step), seconds=seconds)
    tests.ran("b", 0.5)
    tests.ran("a", 0.25)
    assert steps == [("hidden tests", 1, 2), ("hidden tests", 2, 2)]
    assert seconds == {"b": 0.5, "a": 0.25}


def test_a_list_is_broken_off_and_gone_on_with() -> None:
    urgent = [True]
    tests = WorkQueue(["a"], break_off=lambda: urgent[0])
    assert tests.take() is None
    assert not tests.empty
    urgent[0] = False
    assert tests.take() == "a"


def test_a_name_stands_for_its_cases() -> None:
    assert run_all_queued(["t.py::a"], ["t.py::a[1]", "t.py::b[1]"]) == ("t.py::a", "t.py::b[1]")


@pytest.mark.slow
def test_the_answer_does_not_depend_on_who_ran_what(tmp_path: Path) -> None:
    pack = loading.load("helpdesk")
    named = ("test_settings.py::test_the_defaults_are_those_of_the_pull_request",)
    folder = trees.write(loading.reference_tree(pack), tmp_path)
    request = HiddenTestRequest(pack=pack, tree=folder, node_ids=named, every=True)
    with JudgePool() as judges:
        first, second = (judges.run(request) for _ in range(2))
        assert judges.suite(pack, folder).outcomes
    names = [result.node_id for result in first.results]
    assert names == sorted(names)
    assert len(names) > 40
    assert first == second
