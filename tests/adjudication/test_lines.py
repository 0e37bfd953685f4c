"""Lines of appeals and verdicts: what is hostile or wrong is refused, with its line."""

from __future__ import annotations

import json
from typing import Any

import pytest

from checker.adjudication import lines
from checker.adjudication.appeals import appeals
from checker.adjudication.values import Appeal, Credit, Reading
from checker.errors import UsageError
from tests.adjudication.made import material, played


@pytest.fixture(scope="module")
def asked() -> tuple[Appeal, ...]:
    return appeals(material(played("helpdesk", 42)), every=True)


def verdict(appeal: Appeal, **fields: Any) -> dict[str, Any]:
    return {
        "id": appeal.id,
        "defect": appeal.slugs[0],
        "credit": "full",
        "quote": appeal.body,
        **fields,
    }


def read(asked: tuple[Appeal, ...], *fields: object) -> Reading:
    content = "".join(f"{json.dumps(each)}\n" for each in fields)
    return lines.read(content.encode(), asked, "the file")


def test_a_question_has_what_a_judge_needs_and_an_id_that_is_its_digest(
    asked: tuple[Appeal, ...],
) -> None:
    written = [json.loads(line) for line in lines.dump(asked).splitlines()]
    assert len(written) == len(asked) == len({each["id"] for each in written})
    for each in written:
        assert each["comment"]["body"]
        assert each["claim"]["text"]
        assert each["code"]["text"]
        assert each["first_judge"]["verdict"]
        assert all(d["explanation"] and d["model_comments"] for d in each["defects"])
    other = lines.named(asked[0].__class__(**{**fields_of(asked[0]), "body": "something else"}))
    assert other.id != asked[0].id


def fields_of(appeal: Appeal) -> dict[str, Any]:
    names = ("id", "claim", "body", "code", "offered")
    return {name: getattr(appeal, name) for name in names}


def test_verdicts_are_read_as_they_are_meant(asked: tuple[Appeal, ...]) -> None:
    one, two = asked[:2]
    reading = read(
        asked,
        verdict(one, why="it says so", extra=1),
        {"id": two.id, "defect": None, "quote": two.body},
    )
    assert reading.refused == ()
    first, second = reading.verdicts
    assert (first.defect, first.credit, first.why) == (one.slugs[0], Credit.FULL, "it says so")
    assert (second.defect, second.credit) == ("", None)


@pytest.mark.parametrize(
    ("quote", "reason"),
    [
        ("this defect is found", "the quotation is not in the comment"),
        ("", "it quotes fewer than 3 words"),
        (". , ;", "it quotes fewer than 3 words"),
        ("word " * 200, "more than 600 characters"),
    ],
)
def test_a_verdict_that_does_not_quote_its_comment_is_refused(
    asked: tuple[Appeal, ...], quote: str, reason: str
) -> None:
    reading = read(asked, verdict(asked[0]), verdict(asked[1], quote=quote))
    assert len(reading.verdicts) == 1
    [refused] = reading.refused
    assert refused.line == 2
    assert reason in refused.reason


def test_a_quotation_may_be_broken_into_lines(asked: tuple[Appeal, ...]) -> None:
    words = asked[0].body.split()
    assert read(asked, verdict(asked[0], quote=" \n ".join(words[:4]))).verdicts


def test_a_defect_that_was_not_offered_is_refused(asked: tuple[Appeal, ...]) -> None:
    [refused] = read(asked, verdict(asked[0], defect="made-up")).refused
    assert "no such defect was offered; there are: " in refused.reason


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{}\n", "line 1: id must be a string"),
        (b"\n\n[]\n", "line 3: it is no object"),
        (b"\nfound\n", "line 2: it is not JSON"),
        (b"[" * 15_000, "line 1: it is not JSON"),
        (b"{}" + b" " * 30_000, "line 1: it has more than 20000 characters"),
        (b'\n{"a": "\xff"}', "line 2: it is not UTF-8"),
        (b'{"id": "0000000000000000", "defect": null}', "line 1: no question has this id"),
        (b" " * (lines.MOST_BYTES + 1), "has more than 4194304 bytes"),
    ],
)
def test_what_is_no_verdict_is_refused_with_its_line(
    asked: tuple[Appeal, ...], content: bytes, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        lines.read(content, asked, "the file")


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"credit": "half"}, "credit must be one of full, asked"),
        ({"credit": None}, "credit must be a string"),
        ({"defect": 7}, "defect must be a string"),
        ({"quote": ["a"]}, "quote must be a string"),
        ({"why": 7}, "why must be a string"),
    ],
)
def test_a_field_of_another_type_is_named(
    asked: tuple[Appeal, ...], changed: dict[str, Any], message: str
) -> None:
    with pytest.raises(UsageError, match=f"the file, line 1: {message}"):
        read(asked, verdict(asked[0], **changed))


def test_a_verdict_without_a_defect_says_so_with_null(asked: tuple[Appeal, ...]) -> None:
    with pytest.raises(UsageError, match="defect is missing"):
        read(asked, {"id": asked[0].id, "quote": asked[0].body})


def test_two_verdicts_on_one_claim_are_one_too_many(asked: tuple[Appeal, ...]) -> None:
    with pytest.raises(UsageError, match="line 2: line 1 is about the same claim"):
        read(asked, verdict(asked[0]), verdict(asked[0], defect=None))
