"""Hints at the keyboard, in a real round."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from checker import rounds
from checker.errors import ConflictError, InvalidReviewError
from checker.model.review import Event, Hint, HintStep
from checker.review import dump, parse
from cli import app


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert app.run([*arguments]) == 0, capsys.readouterr().err
    return capsys.readouterr().out


def test_hints_are_priced_kept_and_handed_in(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "1")
    assert said(capsys, "hint", "--taken") == "no hint was taken\n"
    assert app.run(["hint"]) == 2
    assert "nobody is at a terminal to ask: `messypr hint -y` takes it" in capsys.readouterr().err
    assert rounds.load_review(rounds.find(folder)).hints == ()
    assert app.run(["hint", "-y"]) == 0
    told = capsys.readouterr()
    assert told.err == "the next hint names a category; it costs 10% of one defect's weight\n"
    assert told.out.endswith("unfound in the category mistral\n")
    document = json.loads(said(capsys, "hint", "--json", "-y"))
    assert [each["share"] for each in document["hints"]] == [0.1, 0.2]
    assert document["hints"][1]["path"].startswith("src/helpdesk/")
    assert len(said(capsys, "hint", "--taken").splitlines()) == 2
    place = rounds.find(folder)
    review = rounds.load_review(place)
    assert [each.step for each in review.hints] == ["category", "file"]
    assert parse(dump(review)) == review
    said(capsys, "comment", "add", "README.md:1", "-m", "Is this right?")
    assert rounds.load_review(place).hints == review.hints
    with pytest.raises(ConflictError):
        rounds.take_hint(place, review.hints[0], before=review.hints[:1])
    head = rounds.load(place).dealt_head
    start = rounds.load(place).started_at
    rounds.stop_clock(place, head=head, event=Event.COMMENT, body="", now=start)
    assert rounds.load_review(place).hints == review.hints
    assert app.run(["hint"]) == 2
    assert "does not change any more" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("hints", "message"),
    [
        ("much", "must be a list of objects"),
        ([3], "must be a list of objects"),
        ([{"step": "all", "left": 1}], "hint 1: step must be one of category, file, function"),
        ([{"left": 1}], "hint 1: step is missing"),
        ([{"step": "file", "left": True}], "hint 1: left must be a whole number"),
        ([{"step": "file", "left": 1, "path": "\x1b"}], "control character"),
        ([{"step": "file", "left": 1}] * 201, "at most 200 hints"),
    ],
)
def test_hints_of_a_file_are_validated(hints: object, message: str) -> None:
    document = {"schema": "messypr/review/1", "hints": hints}
    with pytest.raises(InvalidReviewError, match=message):
        parse(json.dumps(document))


def test_a_review_without_hints_is_written_as_before() -> None:
    review = parse(json.dumps({"schema": "messypr/review/1"}))
    assert "hints" not in json.loads(dump(review))
    hint = Hint(step=HintStep.FUNCTION, category="async", left=2, path="a.py", scope="f")
    with_one = parse(
        json.dumps(
            {
                **json.loads(dump(review)),
                "hints": [
                    {
                        "step": "function",
                        "left": 2,
                        "category": "async",
                        "path": "a.py",
                        "scope": "f",
                    }
                ],
            }
        )
    )
    assert with_one.hints == (hint,)
