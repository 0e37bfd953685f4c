"""Reviews in the formats of other tools: nothing is lost, and what is broken is named."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import PurePosixPath
from time import process_time
from typing import Any

import pytest

from checker.errors import InvalidReviewError
from checker.model.place import Lines
from checker.model.review import Event, Review, ReviewComment, Side
from checker.review.formats import EXPORTS, Format, Origin, detect, read, take, write
from checker.review.formats.blocks import LineKind, lines_of
from checker.review.formats.paths import resolve
from checker.rules.rule import Severity

COMMIT = "a" * 40
LATER = "b" * 40
COMMENT = ReviewComment(
    id="c1",
    path=PurePosixPath("src/app.py"),
    lines=Lines(first=12, last=14),
    side=Side.RIGHT,
    severity=Severity.MAJOR,
    body="Nobody waits for it.",
    created_at=datetime(2026, 3, 2, 9, tzinfo=UTC),
    commit_id=COMMIT,
)
BODIES = (
    "# a heading\n\n## src/other.py:3 (nit)\n\\# and one that was escaped",
    "Use this:\n\n```suggestion\n    await feed(cat)\n```",
    "<!-- hidden --> x > y, Größe 3\u202f%, 猫, \U0001f408",
    "- one\n- two\n\n> quoted\n\n    code\n\nend",
)
REVIEW = Review(
    event=Event.REQUEST_CHANGES,
    body="On the whole:\n\n# not yet",
    commit_id=COMMIT,
    comments=(
        COMMENT,
        replace(COMMENT, id="c2", lines=None, severity=None, body="question: why?"),
        replace(COMMENT, id="c3", lines=Lines(first=1, last=1), side=Side.LEFT, created_at=None),
        *(
            replace(COMMENT, id=f"b{n}", body=body, severity=severity)
            for n, (body, severity) in enumerate(zip(BODIES, Severity, strict=True))
        ),
    ),
)
GH_COMMENT = {
    "id": 7,
    "path": "src/app.py",
    "line": None,
    "original_line": 14,
    "original_start_line": 12,
    "side": "RIGHT",
    "commit_id": LATER,
    "original_commit_id": COMMIT,
    "user": {"login": "ann"},
    "body": "issue (blocking): nobody waits for it",
    "created_at": "2026-03-02T09:00:00Z",
}
GL_NOTE = {
    "id": 5,
    "body": "Nobody waits for it.",
    "author": {"username": "ann"},
    "created_at": "2026-03-02T09:00:00.000Z",
    "system": False,
    "position": {
        "head_sha": COMMIT,
        "new_path": "src/app.py",
        "old_path": "src/old.py",
        "new_line": 14,
        "old_line": None,
        "line_range": {"start": {"new_line": 12}, "end": {"new_line": 14}},
    },
}


def data(document: Any) -> bytes:
    return json.dumps(document).encode()


@pytest.mark.parametrize("form", EXPORTS)
def test_what_is_written_in_a_format_is_read_as_the_same_review(form: Format) -> None:
    text = write(REVIEW, form)
    assert detect(text) is form
    assert read(text.encode()) == _homed(REVIEW, form)


@pytest.mark.parametrize("form", EXPORTS)
def test_an_empty_review_survives_too(form: Format) -> None:
    empty = Review(event=Event.APPROVE)
    assert read(write(empty, form).encode(), form) == empty


def _homed(review: Review, form: Format) -> Review:
    """Return the review with sides as the format has them: a comment on a file has none."""
    if form is not Format.GITHUB:
        return review
    return replace(
        review,
        comments=tuple(c if c.lines else replace(c, side=Side.RIGHT) for c in review.comments),
    )


def test_github_comments_count_lines_where_they_were_written() -> None:
    reply = {**GH_COMMENT, "id": 8, "in_reply_to_id": 7, "user": {"login": "bob"}}
    (comment,) = read(data([GH_COMMENT, reply])).comments
    assert comment.lines == Lines(first=12, last=14)
    assert comment.commit_id == COMMIT
    assert comment.severity is Severity.BLOCKER
    assert comment.id == "gh-7"


def test_only_the_author_asked_for_is_taken() -> None:
    other = {**GH_COMMENT, "id": 8, "user": {"login": "bob"}}
    with pytest.raises(
        InvalidReviewError, match=r"comments of 'ann' \(1\), 'bob' \(1\): say whose"
    ):
        read(data([GH_COMMENT, other]))
    with pytest.raises(InvalidReviewError, match="'eve' wrote no comment"):
        read(data([GH_COMMENT]), author="eve")
    assert [c.id for c in read(data([[GH_COMMENT], [other]]), author="bob").comments] == ["gh-8"]


def test_a_fetched_review_says_state_where_a_posted_one_says_event() -> None:
    said = {"user": {"login": "ann"}, "state": "CHANGES_REQUESTED", "body": "no"}
    fetched = read(data([said, GH_COMMENT]))
    assert fetched.event is Event.REQUEST_CHANGES
    assert fetched.body == "no"
    posted = {"event": "APPROVE", "comments": [{"path": "a.py", "line": 3, "body": "x"}]}
    assert read(data(posted)).event is Event.APPROVE


def test_gitlab_takes_the_first_note_of_each_discussion() -> None:
    reply = {**GL_NOTE, "id": 6, "body": "no", "author": {"username": "bob"}}
    left = {**GL_NOTE, "id": 9, "position": {**GL_NOTE["position"], "new_line": None}}  # type: ignore[dict-item]
    left["position"] |= {"old_line": 3, "line_range": None}  # type: ignore[operator]
    system = {"notes": [{**GL_NOTE, "system": True, "author": {"username": "bob"}}]}
    first, second = read(data([{"notes": [GL_NOTE, reply]}, {"notes": [left]}, system])).comments
    assert (first.path, first.lines) == (PurePosixPath("src/app.py"), Lines(first=12, last=14))
    assert (second.path, second.side) == (PurePosixPath("src/old.py"), Side.LEFT)
    assert second.lines == Lines(first=3, last=3)


def test_diagnostics_of_a_linter_have_severities_and_suggestions() -> None:
    row = {
        "message": "Nobody waits.",
        "location": {"path": "a.py", "range": {"start": {"line": 3, "column": 1}}},
        "severity": "WARNING",
        "suggestions": [{"range": {}, "text": "await x"}],
    }
    for document in (data({"diagnostics": [row]}), data(row) + b"\n"):
        (comment,) = read(document).comments
        assert comment.severity is Severity.MINOR
        assert comment.body == "Nobody waits.\n\n```suggestion\nawait x\n```"


def test_sarif_of_a_linter_warns_by_default() -> None:
    place = {"artifactLocation": {"uri": "a.py"}, "region": {"startLine": 3}}
    result = {"message": {"text": "x"}, "locations": [{"physicalLocation": place}]}
    (comment,) = read(data({"version": "2.1.0", "runs": [{"results": [result]}]})).comments
    assert comment.severity is Severity.MINOR
    assert comment.lines == Lines(first=3, last=3)


@pytest.mark.parametrize(
    ("given", "form", "message"),
    [
        (b"hello", None, "in no known format"),
        (b"\xff\xfe", None, "not UTF-8"),
        (b"[1]", Format.GITHUB, "entry 1: must be a JSON object"),
        (b'[{"notes": [{"position": 3}]}]', None, "position must be a JSON object"),
        (b'[{"notes": 3}]', None, "notes must be a list"),
        (b'{"diagnostics": [{"location": 4}]}', None, "diagnostic 1: must be a JSON object"),
        (b'{"location": {"path": "../x"}, "message": "m"}', None, "path must be relative"),
        (b'{"runs": {}}', None, "runs must be a list"),
        (b'{"runs": [{"results": [{"message": {"text": 3}}]}]}', None, "body must be a string"),
        (b"## a.py:12", None, "body must not be empty"),
        (b"{", Format.SARIF, "the SARIF file is not JSON"),
        (b"[" * 100_000, Format.GITHUB, "the GitHub file is not JSON: it is nested too deeply"),
        (b"{}" * 500_000, None, "has more than 400,000 objects"),
        (b"1 " * 30_000, Format.GITHUB, "more than 20,000 values"),
        (b'{"schema": "messypr/review/2"}', None, "schema must be"),
        (b"x" * (12 * 1024 * 1024 + 1), None, "at most 12,582,912 are read"),
    ],
)
def test_what_is_broken_gets_one_clear_error(
    given: bytes, form: Format | None, message: str
) -> None:
    with pytest.raises(InvalidReviewError, match=message):
        read(given, form)


@pytest.mark.parametrize(
    "hostile",
    [
        "#" * 200_000,
        "- " + "a/" * 200_000 + ".py:3",
        "`" * 300_000 + "\n## a.py:3\nx",
        ("a." * 200 + "py:3 x\n") * 2_000,
        ("**" * 100 + "a.py:1\n") * 2_000,
        "[" * 100_000 + "](" * 100_000 + "\n## a.py:3\nx",
        "```\n" * 20_000,
        "```json\n{\n" * 20_000,
        "## a.py:3\n" + "<!--" * 50_000,
        "## a.py:3 (" + "very " * 50_000 + ")\nx",
        "major " * 50_000 + "a.py:3",
        "---\n" + "a: b\n" * 20_000,
        "# a" + " " * 60_000 + "x\n## a.py:3\nx",
        "## a.py:3 " + "#" * 60_000 + " x",
        "# " + "\t" * 60_000 + "#" * 9 + "x",
    ],
    ids=range(15),
)
def test_hostile_text_is_read_in_bounded_time(hostile: str) -> None:
    began = process_time()
    with suppress(InvalidReviewError):
        read(hostile.encode())
    assert process_time() - began < 10


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ("# C#", "C#"),
        ("## Major ##", "Major"),
        ("# ##", ""),
        ("#  a \\#\t", "a \\#"),
        ("#\tx", "x"),
    ],
)
def test_a_heading_is_read_without_its_closing_marks(row: str, text: str) -> None:
    assert [(line.kind, line.text) for line in lines_of(row)] == [(LineKind.HEADING, text)]


def test_a_verdict_is_taken_in_beside_comments_that_are_none() -> None:
    taken = take(b'{"event": "APPROVE", "comments": 3}')
    assert taken.review.event is Event.APPROVE
    assert [each.reason for each in taken.left_out] == ["comments must be a list"]


def test_a_severity_that_is_none_of_ours_loses_no_comment() -> None:
    taken = take(b"# Review\n\n## a.py:12 (awful)\nx")
    assert [each.body for each in taken.review.comments] == ["x"]
    assert [each.reason for each in taken.notes] == ["severity 'awful' is none of ours"]


def test_the_same_text_at_two_places_gets_two_ids_and_the_same_file_the_same_ones() -> None:
    text = b"## a.py:1\nx\n\n## a.py:2\nx\n\n## a.py:2\nx\n"
    first, second = take(text), take(text)
    assert first == second
    assert len({each.id for each in first.review.comments}) == 2
    assert [each.reason for each in first.left_out] == ["it is there twice"]


def test_an_object_that_is_no_comment_is_left_out_by_name() -> None:
    good = {"path": "src/app.py", "line": 1, "body": "b"}
    odd = {"path": ["src/app.py"], "line": 1, "body": {"text": 1}}
    read_ = take(data([good, odd, {"comments": [good | {"line": 2}]}]))
    assert [each.body for each in read_.review.comments] == ["b", "b"]
    assert [each.where for each in read_.left_out] == ["entry 2"]


def test_an_empty_file_is_said_to_be_empty() -> None:
    with pytest.raises(InvalidReviewError, match="the file is empty"):
        take(b" \n")


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("src/app.py", "src/app.py"),
        ("./src/app.py", "src/app.py"),
        ("/src/app.py", "src/app.py"),
        ("file:///build/x%20y/src/app.py", "src/app.py"),
        ("/here/round/README.md", "README.md"),
        ("C:\\work\\desk\\src\\app.py", "src/app.py"),
        ("desk/src/app.py", "src/app.py"),
        ("app.py", "src/app.py"),
        ("/elsewhere/README.md", "elsewhere/README.md"),
        ("../src/app.py", "src/app.py"),
    ],
)
def test_a_path_of_another_tool_is_found_in_the_repository(path: str, found: str) -> None:
    there = {PurePosixPath(name): b"" for name in ("src/app.py", "README.md", "docs/README.md")}
    assert resolve(path, Origin(head=there, root="/here/round"), "here") == found


def test_a_path_that_is_the_end_of_several_is_named() -> None:
    there = {PurePosixPath(name): b"" for name in ("a/x/b.py", "a/y/b.py")}
    with pytest.raises(InvalidReviewError, match=r"several files end with 'b.py': a/x/b.py, a/y"):
        resolve("b.py", Origin(head=there), "here")
