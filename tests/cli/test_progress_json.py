"""A program that runs ``messypr submit`` learns how far grading is from JSON lines."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from checker.errors import MessyprError
from cli.output import progress_json

STEPS = [("hidden tests", 0, 41), ('a "name"\nof two lines', 3, 41), ("hidden tests", 41, 41)]


def read(text: str) -> list[tuple[str, int, int]]:
    steps: list[tuple[str, int, int]] = []
    progress_json.read(text.splitlines(), lambda *step: steps.append(step))
    return steps


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    with (
        (tmp_path / "steps").open("wb") as file,
        progress_json.written_to(file) as progress,
    ):
        for step in STEPS:
            progress(*step)
    text = (tmp_path / "steps").read_text("utf-8")
    assert text.count("\n") == len(STEPS)
    assert read(text) == STEPS


def test_each_step_is_there_at_once() -> None:
    reading, writing = os.pipe()
    with (
        os.fdopen(reading) as steps,
        os.fdopen(writing, "wb") as file,
        progress_json.written_to(file) as progress,
    ):
        progress("hidden tests", 1, 2)
        assert steps.readline() == '{"doing": "hidden tests", "done": 1, "total": 2}\n'


def test_work_goes_on_when_its_reader_has_ended() -> None:
    reading, writing = os.pipe()
    finished = []
    with os.fdopen(writing, "wb") as file, progress_json.written_to(file) as progress:
        with os.fdopen(reading) as steps:
            progress("hidden tests", 1, 3)
            assert read(steps.readline()) == [("hidden tests", 1, 3)]
        with pytest.raises(BrokenPipeError):
            os.write(writing, b"nobody reads this")
        for done in (2, 3):
            progress("hidden tests", done, 3)
            finished.append(done)
    assert finished == [2, 3]


@pytest.mark.parametrize("line", ["hidden tests: 1 of 2", "[]", '{"doing": "x", "done": "1"}'])
def test_a_line_that_is_no_step_is_an_error(line: str) -> None:
    with pytest.raises(MessyprError, match="no step of progress"):
        read(f"{line}\n")
