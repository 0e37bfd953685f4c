"""A defence at the keyboard and by file, in a round that was handed in."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from checker import rounds
from checker.defence import keeping
from checker.defence.judging import right_answer
from checker.model.review import Event
from checker.report import as_json
from cli import app
from cli.steps import defence as steps
from tests.command import SEED
from tests.defence.graded import graded
from tests.pseudo_terminal import read_until, terminal

STRONG = "strong review, strong defence"


@pytest.fixture
def handed_in(folder: Path) -> Path:
    """Return a round that was handed in, with a report that was made without grading it."""
    place = rounds.find(folder)
    round_ = rounds.load(place)
    at = round_.started_at + timedelta(minutes=20)
    rounds.stop_clock(place, head=round_.dealt_head, event=Event.COMMENT, body="", now=at)
    card = replace(graded("helpdesk", SEED), seed=SEED, head=round_.dealt_head)
    strong = replace(card.score.review, earned=0.8 * card.score.review.possible)
    card = replace(card, score=replace(card.score, review=strong))
    rounds.write_report(place, as_json.dump(card))
    return folder


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert app.run([*arguments]) == 0, capsys.readouterr().err
    return capsys.readouterr().out


def answers(folder: Path, *, right: bool = True) -> dict[str, str]:
    """Return an answer to every open question."""
    table = steps.open_defence(rounds.find(folder), 8)
    return {
        name: right_answer(table.questions[name]) if right else "-" for name in table.defence.open
    }


def test_nothing_is_asked_before_the_round_is_handed_in(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments in (["defend"], ["defend", "--json"]):
        assert app.run(arguments) == 2
        said = capsys.readouterr()
        assert "no report yet: hand the round in" in said.out + said.err
    assert not (rounds.find(folder).folder / keeping.FILE).exists()


def test_programs_are_asked_and_judged(handed_in: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = json.loads(said(capsys, "defend", "--questions", "7", "--json"))
    assert asked["schema"] == "messypr/defence/1"
    assert len(asked["questions"]) == len(asked["open"]) == 7
    assert asked["verdict"] is None
    secret = {"answer", "explanation", "source", "right"}
    assert not any(secret & set(each) for each in asked["questions"])
    assert said(capsys, "defend", "--json") == said(capsys, "defend", "--json", "--questions", "9")
    given = answers(handed_in)
    first, *others = given
    file = handed_in.parent / "answers.json"
    file.write_text(json.dumps({first: given[first]}))
    grown = json.loads(said(capsys, "defend", "--answers", str(file), "--json"))
    assert (len(grown["open"]), grown["right"]) == (6, 1)
    assert app.run(["defend", "--answers", str(file)]) == 2
    assert f"{first} was answered before" in capsys.readouterr().err
    file.write_text(json.dumps({name: given[name] for name in others}))
    done = json.loads(said(capsys, "defend", "--answers", str(file), "--json"))
    assert (done["open"], done["right"], done["verdict"]) == ([], 7, STRONG)
    assert all(each["explanation"] and each["source"] for each in done["questions"])


def test_numbers_may_be_numbers_in_the_file(
    handed_in: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given: dict[str, object] = {}
    for name, text in answers(handed_in).items():
        given[name] = text if text.isalpha() else float(text)
    file = handed_in.parent / "answers.json"
    file.write_text(json.dumps(given))
    done = json.loads(said(capsys, "defend", "--answers", str(file), "--json"))
    assert done["right"] == 8


@pytest.mark.parametrize(
    "content", ["", "[1]", '{"a": null}', '{"a": ["b"]}', '{"nothing": "a"}', "[" * 100_000]
)
def test_a_file_of_something_else_is_refused(
    handed_in: Path, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = handed_in.parent / "answers.json"
    file.write_text(content)
    assert app.run(["defend", "--answers", str(file)]) == 2
    assert capsys.readouterr().err.startswith("messypr: ")
    known = keeping.load(rounds.find(handed_in))
    assert known is None or known.answers == ()


def test_the_result_stands_beside_the_score(
    handed_in: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "Defence:" not in said(capsys, "report")
    before = said(capsys, "report", "--json")
    file = handed_in.parent / "answers.json"
    file.write_text(json.dumps(answers(handed_in, right=False)))
    shown = said(capsys, "defend", "--answers", str(file))
    assert "strong review, weak defence" in " ".join(shown.split())
    assert "wrong: it is" in shown
    assert "Defence: 0 of 8 answers right" in " ".join(said(capsys, "report").split())
    assert said(capsys, "report", "--json") == before
    html = handed_in.parent / "report.html"
    said(capsys, "report", "--html", str(html))
    assert "strong review, weak defence" in html.read_text("utf-8")


def test_late_answers_are_marked(handed_in: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = answers(handed_in)
    file = rounds.find(handed_in).folder / keeping.FILE
    document = json.loads(file.read_bytes())
    document["begun_at"] = "2026-03-02T10:00:00Z"
    file.write_text(json.dumps(document))
    answered = handed_in.parent / "answers.json"
    answered.write_text(json.dumps(given))
    shown = " ".join(said(capsys, "defend", "--answers", str(answered)).split())
    assert shown.count("right (late)") == 8
    assert "8 of 8 answers right, 8 of them late" in shown
    assert json.loads(said(capsys, "defend", "--json"))["late"] == 8


def test_without_a_terminal_the_questions_are_printed(
    handed_in: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "1")
    assert app.run(["defend"]) == 0
    shown = capsys.readouterr()
    assert "question 8 of 8" in shown.out
    assert "messypr defend --answers FILE" in shown.err
    assert all(f"its name: {name}" in shown.out for name in answers(handed_in))
    assert "source:" not in shown.out


def test_a_pack_with_other_questions_is_said(
    handed_in: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "defend", "--json")
    file = rounds.find(handed_in).folder / keeping.FILE
    document = json.loads(file.read_bytes())
    document["questions"][0] = "gone"
    file.write_text(json.dumps(document))
    assert app.run(["defend"]) == 2
    assert "the pack has other questions now" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="setsid is that of util-linux")
def test_an_interruption_loses_no_answer(handed_in: Path) -> None:
    given = [*answers(handed_in).values()]
    with terminal(handed_in, "defend") as (process, keys):
        answer(keys, 1, "nonsense")
        read_until(keys, b"answer with")
        os.write(keys, f"{given[0]}\n".encode())
        answer(keys, 2, given[1])
        read_until(keys, b"question 3 of 8")
        read_until(keys, b"your answer")
        os.write(keys, b"\x03")
        assert process.wait() == 130
    known = keeping.load(rounds.find(handed_in))
    assert known is not None
    assert (len(known.answers), known.right) == (2, 2)
    with terminal(handed_in, "defend") as (process, keys):
        for number, each in enumerate(given[2:], 3):
            answer(keys, number, each)
        read_until(keys, STRONG.encode())
        assert process.wait() == 0


def answer(keys: int, number: int, given: str) -> None:
    read_until(keys, f"question {number} of 8".encode())
    read_until(keys, b"your answer")
    os.write(keys, f"{given}\n".encode())
