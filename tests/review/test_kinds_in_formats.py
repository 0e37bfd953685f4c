"""The kind of a comment in other tools' formats: written where they have a rule, and read back."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from checker.model.review import Neutral, Review, Side
from checker.review import kind_of, severity_of
from checker.review.formats import EXPORTS, Format, read, take, write
from checker.review.formats.rules import hidden, named, shown
from checker.rules.catalogue import RULES
from tests.review.test_formats import COMMENT, GH_COMMENT, GL_NOTE

NAME = "unbounded-cache"
RULE = next(rule for rule in RULES if rule.name == NAME)
BODIES = (
    "it grows for ever",
    "issue (blocking): it grows",
    "suggestion: bound it",
    "**issue:** it grows\n\n[unbounded-cache] is how others call it",
    "issue (blocking, unbounded-cache): it grows",
    "[unbounded-cache] it grows",
    "unbounded-cache: it grows",
    "[another-tag] it grows",
    "issue (shallow-copy): this is what I say, and mean the cache",
    "a colon: in the middle",
)


def one(**fields: Any) -> Review:
    return Review(comments=(replace(COMMENT, commit_id="", **fields),))


def data(document: Any) -> bytes:
    return json.dumps(document).encode()


def kinds(content: bytes, form: Format | None = None) -> list[str]:
    return [each.kind for each in read(content, form).comments]


@pytest.mark.parametrize("form", EXPORTS)
@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("name", [NAME, *Neutral, ""])
def test_a_kind_is_read_as_it_was_written(form: Format, side: Side, name: str) -> None:
    given = one(kind=name, side=side)
    taken = take(write(given, form).encode(), form)
    assert taken.review == given
    assert not taken.notes


@pytest.mark.parametrize("form", EXPORTS)
@pytest.mark.parametrize("body", BODIES)
def test_a_body_comes_back_whatever_it_begins_with(form: Format, body: str) -> None:
    given = one(kind=NAME, body=body, severity=severity_of(body))
    assert read(write(given, form).encode(), form) == given


@pytest.mark.parametrize("form", EXPORTS)
def test_every_rule_can_be_written(form: Format) -> None:
    given = Review(
        comments=tuple(
            replace(COMMENT, id=rule.name, kind=rule.name, commit_id="") for rule in RULES
        )
    )
    assert read(write(given, form).encode(), form) == given


def test_sarif_has_a_table_of_the_rules_that_it_names() -> None:
    given = Review(
        comments=(
            replace(COMMENT, kind=NAME),
            replace(COMMENT, id="c2", kind="off-by-one"),
            replace(COMMENT, id="c3", kind=NAME),
            replace(COMMENT, id="c4"),
        )
    )
    (run,) = json.loads(write(given, Format.SARIF))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["off-by-one", NAME]
    assert rules[1]["helpUri"] == RULE.link
    assert rules[1]["shortDescription"]["text"] == RULE.summary
    assert [each.get("ruleId") for each in run["results"]] == [NAME, "off-by-one", NAME, None]
    for each in run["results"][:3]:
        assert rules[each["ruleIndex"]]["id"] == each["ruleId"]


def test_rdjson_has_the_rule_as_its_code_with_a_link() -> None:
    _, row = map(json.loads, write(one(kind=NAME, side=Side.LEFT), Format.RDJSONL).splitlines())
    assert row["code"] == {"value": NAME, "url": RULE.link}


def test_the_side_of_a_file_from_before_is_still_read() -> None:
    _, row = map(json.loads, write(one(), Format.RDJSONL).splitlines())
    (comment,) = read(data({**row, "code": {"value": "LEFT"}}), Format.RDJSONL).comments
    assert (comment.side, comment.kind) == (Side.LEFT, "")


@pytest.mark.parametrize("body", BODIES)
def test_people_on_github_see_the_kind_and_without_our_fields_it_is_read(body: str) -> None:
    given = replace(COMMENT, body=body, kind=NAME)
    seen = shown(given)
    assert kind_of(seen) in {NAME, kind_of(body)}
    assert NAME in seen
    assert severity_of(seen) == severity_of(body)
    if seen != body:
        assert hidden(seen, NAME) == body


@pytest.mark.parametrize(
    "body", ["[unbounded-cache] it grows", "issue (unbounded-cache): it grows"]
)
def test_comments_of_code_hosts_may_name_their_kind(body: str) -> None:
    assert kinds(data([{**GH_COMMENT, "body": body}])) == [NAME]
    assert kinds(data([{"notes": [{**GL_NOTE, "body": body}]}])) == [NAME]
    assert kinds(f"src/app.py:12: {body}\n".encode(), Format.MARKDOWN) == [NAME]


SARIF = {
    "version": "2.1.0",
    "runs": [
        {
            "tool": {"driver": {"name": "another", "rules": [{"id": "X1", "name": NAME}]}},
            "results": [
                {
                    "ruleId": rule,
                    "message": {"text": "it grows"},
                    "locations": [
                        {"physicalLocation": {"artifactLocation": {"uri": f"src/{n}.py"}}}
                    ],
                }
                for n, rule in enumerate((NAME, "X1", "E501", "no-such-rule"))
            ],
        }
    ],
}
ISSUE = {"description": "it grows", "location": {"path": "src/app.py", "lines": {"begin": 3}}}


def test_a_rule_of_another_tool_that_has_our_name_is_the_kind() -> None:
    taken = take(data(SARIF))
    assert [each.kind for each in taken.review.comments] == [NAME, NAME, "", ""]
    assert not taken.notes
    row = {"message": "it grows", "location": {"path": "a.py"}, "code": {"value": NAME}}
    assert kinds(data(row), Format.RDJSONL) == [NAME]
    assert kinds(data([{**ISSUE, "check_name": NAME}]), Format.CODECLIMATE) == [NAME]
    assert kinds(data([{**ISSUE, "check_name": "style/long"}]), Format.CODECLIMATE) == [""]
    said = {"file": "src/app.py", "line": 3, "comment": "it grows", "rule": NAME}
    assert kinds(data([said]), Format.JSON) == [NAME]


def test_codes_of_other_tools_are_not_taken_for_ours() -> None:
    assert named(RULE.code) == ""
    assert all(named(rule.code) == "" for rule in RULES)
    assert named(NAME.upper()) == NAME
    assert [named(value) for value in (None, 3, "x" * 1_000_000, "")] == [""] * 4


def test_a_kind_that_is_none_of_ours_is_said_and_the_comment_kept() -> None:
    document = json.loads(write(one(kind=NAME), Format.MESSYPR))
    document["comments"][0]["kind"] = "no-such-kind"
    taken = take(data(document))
    assert [each.kind for each in taken.review.comments] == [""]
    assert [each.reason for each in taken.notes] == ["kind 'no-such-kind' is none of ours"]
