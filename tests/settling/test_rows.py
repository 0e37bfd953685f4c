"""Settled verdicts as rows that the judge of comments can learn from."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.calibration import is_dealt, placed
from benchmarks.calibration import rows as read_rows
from checker.model.place import Lines
from checker.model.review import ReviewComment
from checker.report.scorecard import ClaimLine
from checker.settling.doubts import as_comment, doubts
from checker.settling.rows import rows
from checker.settling.values import Doubt
from tests.settling.doubtful import ASKED, PACK, SAID, doubtful, head


def comments() -> list[ReviewComment]:
    """Return the comments of the review, one of them longer than its claim."""
    given = [as_comment(each) for each in doubtful().claims]
    return [replace(each, body=f"{each.body} And more.") for each in given]


def made(*given: Doubt) -> list[dict[str, Any]]:
    return list(rows(PACK, given, comments(), head()))


def every() -> tuple[Doubt, ...]:
    return doubts(doubtful(), head())


def in_a_function() -> Doubt:
    return next(each for each in every() if each.place.scope)


def moved(**fields: Any) -> Doubt:
    doubt = in_a_function()
    claim: ClaimLine = replace(doubt.claim, **fields)
    return replace(doubt, claim=claim)


def test_each_settled_verdict_is_a_row_that_says_so() -> None:
    found = made(*every())
    assert [each["body"] for each in found] == [f"{SAID[name]} And more." for name in ASKED]
    assert [each["label"] for each in found] == ["found"] * 4 + ["partial"]
    assert {each["place"] for each in found} == {"line"}
    assert all(each["settled"] is True and each["pack"] == PACK for each in found)
    assert [each["defect"] for each in found] == [each.defect.slug for each in every()]


def test_the_rows_are_read_and_judged_like_others(tmp_path: Path) -> None:
    lines = "".join(json.dumps(each) + "\n" for each in made(*every()))
    (tmp_path / "settled.jsonl").write_text(lines)
    read = read_rows(tmp_path)
    assert len(read) == len(ASKED)
    assert all(each.settled for each in read)
    first = read[0]
    assert is_dealt(first)
    assert placed(first)[0].path == every()[0].claim.path
    assert not any(each.settled for each in read_rows())


def test_a_place_is_told_in_the_words_of_the_format() -> None:
    place = in_a_function().place
    assert [each["place"] for each in made(moved(lines=None))] == ["file"]
    elsewhere = moved(path=place.path.with_name("nowhere.py"))
    assert [each["place"] for each in made(elsewhere)] == ["elsewhere"]
    assert made(moved(lines=Lines(first=100_000, last=100_000))) == []


def test_a_comment_that_is_gone_has_no_row() -> None:
    assert list(rows(PACK, every(), [], head())) == []


def test_the_level_of_a_draw_is_told() -> None:
    [row] = rows(PACK, every()[:1], comments(), head(), level="drill")
    assert row["level"] == "drill"
