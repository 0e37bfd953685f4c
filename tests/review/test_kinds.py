"""Kinds of comments: how they are written, and in which files."""

from __future__ import annotations

import json

import pytest

from checker.errors import InvalidReviewError, UnknownRuleError
from checker.review import dump, kind, kind_of, parse

NAME = "unbounded-cache"


def review(**fields: object) -> bytes:
    comment = {"id": "c1", "path": "a.py", "line": 1, "body": "It grows.", **fields}
    return json.dumps({"schema": "messypr/review/1", "comments": [comment]}).encode()


@pytest.mark.parametrize("text", [NAME, "Unbounded-Cache ", "RES433", "res433"])
def test_a_rule_is_named_by_name_code_or_former_code(text: str) -> None:
    assert kind(text) == NAME


@pytest.mark.parametrize("text", ["praise", "question", "remark", ""])
def test_a_comment_may_say_that_it_accuses_nothing(text: str) -> None:
    assert kind(text) == text


def test_an_unknown_kind_names_the_closest() -> None:
    with pytest.raises(UnknownRuleError, match=f"did you mean {NAME}"):
        kind("unbounded-cash")


@pytest.mark.parametrize(
    "body",
    [
        f"{NAME}: it grows.",
        f"**{NAME}:** it grows.",
        f"[{NAME}] it grows.",
        f"issue (blocking, {NAME}): it grows.",
        "RES433: it grows.",
    ],
)
def test_a_body_may_begin_with_its_kind(body: str) -> None:
    assert kind_of(body) == NAME
    assert parse(review(body=body)).comments[0].kind == NAME


@pytest.mark.parametrize(
    "body", ["nit: it grows.", "It grows.", "[wip] it grows", "", "a" * 100_000]
)
def test_other_bodies_name_no_kind(body: str) -> None:
    assert kind_of(body) == ""


def test_the_field_wins_over_the_body_and_is_written_again() -> None:
    read = parse(review(kind="shallow-copy", body=f"{NAME}: it grows."))
    assert read.comments[0].kind == "shallow-copy"
    assert parse(dump(read)) == read
    assert "kind" not in json.loads(dump(parse(review())))["comments"][0]


def test_a_saved_review_with_a_former_name_is_read_as_the_rule_of_today() -> None:
    assert parse(review(kind="path-outside-root")).comments[0].kind == "path-traversal"


def test_a_kind_that_is_none_is_refused_with_its_comment() -> None:
    with pytest.raises(InvalidReviewError, match=r"comment 1 \(id c1\): kind: no rule 'odd'"):
        parse(review(kind="odd"))
