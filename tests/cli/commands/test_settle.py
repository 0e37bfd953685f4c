"""Settling at the keyboard and by file, in a practice round that was handed in."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from checker import rounds
from checker.defence import keeping
from checker.defence.judging import right_answer
from checker.model.review import Event
from checker.report import as_json
from checker.review import dump
from checker.rounds.state import REVIEW_FILE
from checker.settling.doubts import as_comment
from cli import app
from cli.steps import settling as steps
from cli.steps.settling import SHEET
from tests.pseudo_terminal import read_until, terminal
from tests.settling.doubtful import ASKED, SAID, SEED, doubtful

TRUE = {"c2", "c5"}


@pytest.fixture
def handed_in(folder: Path) -> Path:
    """Return a round that was handed in, with doubtful verdicts, without grading it."""
    place = rounds.find(folder)
    round_ = rounds.load(place)
    review = replace(
        rounds.load_review(place), comments=tuple(as_comment(each) for each in doubtful().claims)
    )
    (place.folder / REVIEW_FILE).write_text(dump(review))
    at = round_.started_at + timedelta(minutes=20)
    rounds.stop_clock(place, head=round_.dealt_head, event=Event.COMMENT, body="", now=at)
    card = replace(doubtful(), seed=SEED, head=round_.dealt_head)
    rounds.write_report(place, as_json.dump(card))
    return folder


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert app.run([*arguments]) == 0, capsys.readouterr().err
    return capsys.readouterr().out


def answers(folder: Path, *names: str) -> dict[str, str]:
    """Return an answer to each of some questions, the truth for two of them."""
    asked = steps.open_settling(rounds.find(folder)).asked
    return {name: right_answer(asked[name]) if name in TRUE else "-" for name in names}


def answered(folder: Path, capsys: pytest.CaptureFixture[str], *names: str) -> dict[str, Any]:
    file = folder.parent / "answers.json"
    file.write_text(json.dumps(answers(folder, *names)))
    found: dict[str, Any] = json.loads(said(capsys, "settle", "--answers", str(file), "--json"))
    return found


def test_nothing_is_asked_before_the_clock_stops(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments in (["settle"], ["settle", "--json"], ["report", "--rows"]):
        assert app.run(arguments) == 2
        shown = capsys.readouterr()
        assert "no report yet: hand the round in" in shown.out + shown.err
    assert not (rounds.find(folder).folder / SHEET.file).exists()


def test_an_exam_is_not_settled(handed_in: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = rounds.find(handed_in).folder / "round.json"
    document = json.loads(file.read_bytes())
    file.write_text(json.dumps({**document, "seed": None}))
    assert app.run(["settle", "--json"]) == 2
    assert "only a practice round is settled" in capsys.readouterr().err
    assert app.run(["report", "--rows"]) == 2


def test_programs_are_asked_and_judged(handed_in: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = json.loads(said(capsys, "settle", "--json"))
    assert asked["schema"] == "messypr/settling/1"
    assert asked["open"] == [*ASKED] == [each["id"] for each in asked["questions"]]
    assert asked["as_settled"] is None
    secret = {"answer", "explanation", "right", "settled"}
    assert not any(secret & set(each) for each in asked["questions"])
    slugs = {each.slug for each in doubtful().defects}
    assert not any(slug in json.dumps(asked) for slug in slugs)
    assert said(capsys, "settle", "--json") == json.dumps(asked, indent=2) + "\n"
    grown = answered(handed_in, capsys, "c2", "c3")
    assert (grown["open"], grown["right"]) == (["c1", "c5", "c7"], 1)
    assert grown["as_settled"] > grown["as_judged"] == doubtful().score.total
    outcomes = {each["id"]: each.get("outcome") for each in grown["questions"]}
    assert (outcomes["c2"], outcomes["c3"]) == ("settled", "left as judged")
    done = answered(handed_in, capsys, "c1", "c5", "c7")
    assert (done["open"], done["right"]) == ([], 2)
    outcomes = {each["id"]: each["outcome"] for each in done["questions"]}
    assert outcomes["c1"] == outcomes["c7"] == "found, not defended"


def test_an_answer_stays(handed_in: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answered(handed_in, capsys, "c2")
    for content in ('{"c2": "a"}', '{"c1": "z"}', '{"c9": "a"}', '{"c1": 4, "c5": "a"}', "[1]"):
        file = handed_in.parent / "answers.json"
        file.write_text(content)
        assert app.run(["settle", "--answers", str(file)]) == 2
        assert capsys.readouterr().err.startswith("messypr: ")
    known = keeping.load(rounds.find(handed_in), SHEET)
    assert known is not None
    assert [each.question for each in known.answers] == ["c2"]


def test_the_report_has_both_numbers_and_the_score_stays(
    handed_in: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = (rounds.find(handed_in).folder / "report.json").read_bytes()
    before = said(capsys, "report")
    assert "as settled" not in before
    answered(handed_in, capsys, *ASKED)
    shown = " ".join(said(capsys, "report").split())
    total = doubtful().score.total
    assert f"As judged {total:.1f}, as settled" in shown
    assert "The answers are the reviewer's own; the score is as judged." in shown
    assert shown.startswith(f"{total:.1f} of 100")
    card = json.loads(said(capsys, "report", "--json"))
    assert card["score"]["total"] == total < card["settled"]["total"]
    html = handed_in.parent / "report.html"
    said(capsys, "report", "--html", str(html))
    assert f"As judged {total:.1f}, as settled" in html.read_text("utf-8")
    assert (rounds.find(handed_in).folder / "report.json").read_bytes() == kept


def test_answers_after_the_report_are_told_apart(
    handed_in: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answered(handed_in, capsys, "c2")["after_report"] == 0
    said(capsys, "report")
    place = rounds.find(handed_in)
    shown = [each for each in rounds.load_events(place) if each.what == "reported"]
    assert len(shown) == 1
    file = place.folder / SHEET.file
    document = json.loads(file.read_bytes())
    document["answers"][0]["at"] = (shown[0].at + timedelta(seconds=1)).isoformat()
    file.write_text(json.dumps(document))
    assert json.loads(said(capsys, "settle", "--json"))["after_report"] == 1
    assert "1 after the report was shown" in " ".join(said(capsys, "report").split())


def test_settled_verdicts_are_printed_as_rows(
    handed_in: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said(capsys, "report", "--rows") == ""
    answered(handed_in, capsys, *ASKED)
    rows = [*map(json.loads, said(capsys, "report", "--rows").splitlines())]
    assert [each["body"] for each in rows] == [SAID["c2"], SAID["c5"]]
    assert all(each["settled"] and each["label"] == "found" for each in rows)


@pytest.mark.parametrize("content", ["{", "[]", '{"schema": "x"}', "[" * 9_999, "x" * (2 << 20)])
def test_answers_that_cannot_be_read_are_named(
    handed_in: Path, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (rounds.find(handed_in).folder / SHEET.file).write_text(content)
    for arguments in (["settle"], ["report"], ["report", "--rows"]):
        assert app.run(arguments) == 2
        assert "settling.json" in capsys.readouterr().err


def test_whoever_edits_the_answers_changes_the_settled_number_alone(
    handed_in: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answered(handed_in, capsys, "c3", "c5")
    before = json.loads(said(capsys, "report", "--json"))
    file = rounds.find(handed_in).folder / SHEET.file
    document = json.loads(file.read_bytes())
    hostile = {"given": "\x1b[31mx", "right": True, "at": document["answers"][0]["at"]}
    forged = [{**hostile, "question": name} for name in ("c3", "c5", "c4", "c6", "c9", "nobody's")]
    document["answers"] = forged * 500
    document["questions"] = [each["question"] for each in forged]
    file.write_text(json.dumps(document))
    after = json.loads(said(capsys, "report", "--json"))
    assert {**after, "settled": None} == {**before, "settled": None}
    assert after["settled"]["total"] > before["settled"]["total"]
    assert {each["comment"] for each in after["settled"]["lines"]} == {"c3", "c5"}
    assert "\x1b" not in said(capsys, "settle")
    assert len(said(capsys, "report", "--rows").splitlines()) == 2


def test_without_a_terminal_the_questions_are_printed(
    handed_in: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    del handed_in
    monkeypatch.setenv("CI", "1")
    assert app.run(["settle"]) == 0
    shown = capsys.readouterr()
    assert "question 5 of 5" in shown.out
    assert "What goes wrong in" in shown.out
    assert "Something else." in shown.out
    assert SAID["c5"] in " ".join(shown.out.split())
    assert "messypr settle --answers FILE" in shown.err


def test_a_round_without_doubts_has_nothing_to_settle(
    handed_in: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    card = doubtful()
    sure = replace(card, claims=(), defects=tuple(replace(d, found=0.0) for d in card.defects))
    review = replace(sure.score.review, earned=0.0)
    sure = replace(sure, score=replace(sure.score, review=review))
    rounds.write_report(rounds.find(handed_in), as_json.dump(sure))
    assert "nothing to settle" in said(capsys, "settle")
    assert json.loads(said(capsys, "settle", "--json"))["questions"] == []


@pytest.mark.skipif(sys.platform != "linux", reason="setsid is that of util-linux")
def test_submit_offers_it_before_the_report_and_an_interruption_loses_no_answer(
    handed_in: Path,
) -> None:
    given = answers(handed_in, *ASKED)
    with terminal(handed_in, "submit") as (process, keys):
        shown = read_until(keys, b"5 verdicts in doubt")
        assert b"of 100" not in shown
        read_until(keys, b"[Y/n]")
        os.write(keys, b"y\n")
        answer(keys, 1, "nonsense")
        read_until(keys, b"answer with one of")
        os.write(keys, f"{given['c1']}\n".encode())
        assert b"does not defend it" in answer(keys, 2, given["c2"])
        assert b"settled: this is what goes wrong" in read_until(keys, b"question 3 of 5")
        read_until(keys, b"your answer")
        os.write(keys, b"\x03")
        assert process.wait() == 130
    known = keeping.load(rounds.find(handed_in), SHEET)
    assert known is not None
    assert [(each.question, each.right) for each in known.answers] == [("c1", False), ("c2", True)]
    with terminal(handed_in, "settle") as (process, keys):
        for number, name in enumerate(ASKED[2:], 3):
            answer(keys, number, given[name])
        read_until(keys, b"As judged")
        read_until(keys, b"the score is as judged.")
        assert process.wait() == 0


def answer(keys: int, number: int, given: str) -> bytes:
    before = read_until(keys, f"question {number} of 5".encode())
    read_until(keys, b"your answer")
    os.write(keys, f"{given}\n".encode())
    return b" ".join(before.split())
