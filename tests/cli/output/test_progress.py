"""Progress in a file or a pipe: each line says something new."""

from __future__ import annotations

import pytest

from checker.prove.proof import Proof, at_work, in_order
from cli.output import progress


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []
    monkeypatch.setattr(progress, "print_note", said.append)
    monkeypatch.setattr(progress, "LINE_EVERY_SECONDS", 0.0)
    return said


def test_a_line_is_not_repeated_and_steps_need_no_count(lines: list[str]) -> None:
    with progress.shown_progress("proving mine") as shown:
        shown("reading the key", 0, 0)
        shown("reading the key", 0, 0)
        shown("one alone, two alone", 0, 3)
        shown("three alone", 1, 3)
        shown("three alone", 1, 3)
        shown("three alone", 3, 3)
    assert lines == [
        "proving mine ...",
        "reading the key ...",
        "one alone, two alone: 0 of 3",
        "three alone: 1 of 3",
        "three alone: 3 of 3",
    ]


def test_long_work_says_how_long_it_takes_so_far(
    lines: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "STILL_THERE_SECONDS", -1.0)
    shown = progress._LineProgress()
    shown("filling the cache", 0, 0)
    shown.still_there()
    assert lines[-1] == "filling the cache ... (after 0 s)"


def test_each_step_names_what_is_begun_and_then_what_is_left() -> None:
    names = ["slow", "b", "c", "d"]
    said = [at_work(names, left, 4 - len(left)) for left in (["slow", "c", "d"], ["slow", "d"])]
    assert [*said, at_work(names, ["slow"], 3)] == ["c", "d", "slow"]


def test_what_is_unfinished_is_said_at_the_end() -> None:
    subjects = [(13, "a version"), (12, "a: unfinished"), (12, "a: wrong: x"), (3, "a")]
    proofs = [Proof(number=number, subject=subject, holds=False) for number, subject in subjects]
    assert [p.subject for p in sorted(proofs, key=in_order)] == [
        "a",
        "a: wrong: x",
        "a version",
        "a: unfinished",
    ]
