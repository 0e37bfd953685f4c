"""A defence in the folder of its round: nothing is lost, and an answer stays."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from checker.defence import keeping
from checker.defence.values import ChoiceQuestion
from checker.errors import ConflictError, RoundError, UsageError
from checker.rounds import RoundDir

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
LATER = datetime(2026, 3, 2, 10, 9, tzinfo=UTC)
QUESTIONS = tuple(
    ChoiceQuestion(id=name, text="?", choices=("x", "y"), right=0, explanation="", source="")
    for name in ("one", "two", "three")
)
BY_NAME = {each.id: each for each in QUESTIONS}


@pytest.fixture
def place(tmp_path: Path) -> RoundDir:
    return RoundDir(worktree=tmp_path, folder=tmp_path)


def test_a_defence_is_gone_on_with(place: RoundDir) -> None:
    assert keeping.load(place) is None
    begun = keeping.begin(place, QUESTIONS, NOW)
    assert begun.open == ("one", "two", "three")
    grown = keeping.answer(place, BY_NAME, {"two": " A "}, LATER)
    assert keeping.load(place) == grown
    assert (grown.open, grown.right, grown.answers[0].given) == (("one", "three"), 1, "a")
    assert keeping.begin(place, QUESTIONS[:1], LATER) == grown
    assert keeping.answer(place, BY_NAME, {"one": "b", "three": "-"}, LATER).open == ()


def test_an_answer_stays(place: RoundDir) -> None:
    keeping.begin(place, QUESTIONS, NOW)
    keeping.answer(place, BY_NAME, {"one": "b"}, NOW)
    with pytest.raises(ConflictError, match="one was answered before"):
        keeping.answer(place, BY_NAME, {"two": "a", "one": "a"}, NOW)
    known = keeping.load(place)
    assert known is not None
    assert (known.right, known.open) == (0, ("two", "three"))


def test_of_several_answers_all_are_kept_or_none(place: RoundDir) -> None:
    keeping.begin(place, QUESTIONS, NOW)
    for given in ({"one": "a", "two": "c"}, {"one": "a", "four": "a"}):
        with pytest.raises(UsageError):
            keeping.answer(place, BY_NAME, given, NOW)
    known = keeping.load(place)
    assert known is not None
    assert known.answers == ()


def test_the_file_says_no_answer_of_a_question_that_is_open(place: RoundDir) -> None:
    keeping.begin(place, QUESTIONS, NOW)
    keeping.answer(place, BY_NAME, {"one": "b"}, NOW)
    document = json.loads((place.folder / keeping.FILE).read_bytes())
    assert document["questions"] == ["one", "two", "three"]
    assert [each["question"] for each in document["answers"]] == ["one"]


def test_nothing_to_ask_is_said(place: RoundDir) -> None:
    with pytest.raises(RoundError, match="nothing to ask"):
        keeping.begin(place, (), NOW)
    with pytest.raises(RoundError, match="was not begun"):
        keeping.answer(place, BY_NAME, {"one": "a"}, NOW)


HEAD = '"schema": "messypr/defence/1", "begun_at": "2026-03-02T10:00:00Z", "questions": []'
ANSWER = '"question": "x", "given": "a", "at": "2026-03-02T10:00:00Z"'


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[]",
        "{}",
        HEAD.join("{}").replace("/1", "/2"),
        f'{{{HEAD.replace("T10:00:00Z", "")}, "answers": []}}',
        f'{{{HEAD}, "answers": [{{{ANSWER}, "right": 1}}]}}',
        f'{{{HEAD}, "answers": [{{{ANSWER}, "right": true}}]}}',
        "[" * 100_000,
    ],
)
def test_a_file_that_was_changed_by_hand_is_named(place: RoundDir, content: str) -> None:
    (place.folder / keeping.FILE).write_text(content)
    with pytest.raises(RoundError, match="changed by hand: remove it to begin again"):
        keeping.load(place)
