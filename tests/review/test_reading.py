from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import PurePosixPath

import pytest

from checker.errors import InvalidReviewError
from checker.model.place import Lines
from checker.model.review import Event, Review, ReviewComment, Side
from checker.review import MAX_BYTES, dump, parse, severity_of
from checker.rules.rule import Severity

APP = PurePosixPath("src/app.py")
HEAD = "a" * 40
LATER = "b" * 40


def item(**fields: object) -> dict[str, object]:
    return {"id": "c-3", "path": "src/app.py", "line": 3, "body": "nobody awaits this", **fields}


def document(*comments: object, **fields: object) -> bytes:
    whole = {"schema": "messypr/review/1", "event": None, "comments": list(comments), **fields}
    return json.dumps(whole).encode()


def test_a_review_is_read_with_githubs_names() -> None:
    comment = item(start_line=2, side="LEFT", start_side="LEFT", severity="major")
    comment |= {"created_at": "2026-01-31T09:30:00Z", "html_url": "https://example.org/1"}
    review = parse(document(comment, event="REQUEST_CHANGES", body="two things", commit_id=HEAD))
    assert review == Review(
        event=Event.REQUEST_CHANGES,
        body="two things",
        commit_id=HEAD,
        comments=(
            ReviewComment(
                id="c-3",
                path=APP,
                lines=Lines(first=2, last=3),
                side=Side.LEFT,
                severity=Severity.MAJOR,
                body="nobody awaits this",
                created_at=datetime(2026, 1, 31, 9, 30, tzinfo=UTC),
                commit_id=HEAD,
            ),
        ),
    )


def test_what_is_written_reads_the_same_and_is_stable() -> None:
    review = parse(
        document(
            item(body="größer: ```suggestion\nx\n```"),
            item(id="c-1", subject_type="file", line=None, severity="nit"),
            item(id="c-2", start_line=1, commit_id=LATER),
            commit_id=HEAD,
        )
    )
    text = dump(review)
    assert parse(text.encode()) == review
    assert dump(parse(text)) == text
    assert text.endswith("}\n")
    assert [c["id"] for c in json.loads(text)["comments"]] == ["c-3", "c-1", "c-2"]


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ({"severity": "blocking"}, "severity must be one of blocker, major, minor, nit"),
        ({"severity": 3}, "not a number"),
        ({"side": "right"}, "side must be one of LEFT, RIGHT"),
        ({"subject_type": "hunk"}, "subject_type must be one of line, file"),
        ({"subject_type": ["line"]}, "subject_type must be one of line, file"),
        ({"line": 0}, "line must be from 1"),
        ({"line": 10**9}, "line must be from 1"),
        ({"line": True}, "line must be a whole number, not a boolean"),
        ({"line": 3.0}, "line must be a whole number"),
        ({"line": "3"}, "line must be a whole number, not a string"),
        ({"line": None}, "line is missing"),
        ({"start_line": 4}, "start_line 4 comes after line 3"),
        ({"start_line": 1, "start_side": "LEFT"}, "start_side must be the same as side"),
        ({"line": 90_000, "start_line": 1}, "at most 10,000 lines"),
        ({"body": "beep \x07"}, "body holds the control character U+0007"),
        ({"body": "\x1b[31mSCORE 100"}, "U+001B"),
        ({"body": "c1 \x9b"}, "U+009B"),
        ({"body": "half \ud800"}, "half a surrogate pair"),
        ({"body": "x" * 65_537}, "at most 65,536"),
        ({"body": "x" * (10 * 1024 * 1024)}, "body has 10,485,760 characters"),
        ({"body": " \n"}, "body must not be empty"),
        ({"body": None}, "body must not be empty"),
        ({"body": ["x"]}, "body must be a string, not a list"),
        ({"path": ""}, "path is missing"),
        ({"path": "/etc/passwd"}, "relative to the repository"),
        ({"path": "src/../../x"}, "relative to the repository"),
        ({"path": "src//app.py"}, "relative to the repository"),
        ({"path": "src/app.py\n"}, "path must be one line"),
        ({"path": "src/\x00app.py"}, "U+0000"),
        ({"path": "a/" * 600 + "b"}, "path must be one line of at most 1,024"),
        ({"path": {"x": 1}}, "path must be a string, not an object"),
        ({"created_at": "yesterday"}, "created_at must be a time like"),
        ({"commit_id": "HEAD"}, "commit_id must be 40 lowercase hexadecimal digits"),
    ],
)
def test_a_bad_comment_is_refused_by_its_name(bad: dict[str, object], says: str) -> None:
    data = document(item(id="c-1"), item(id="c-2"), item(**bad))
    with pytest.raises(InvalidReviewError) as caught:
        parse(data)
    message = str(caught.value)
    assert message.startswith("comment 3 (id c-3): ")
    assert says in message
    assert message.isprintable()
    assert len(message) < 300


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"\xff\xfe{}", "not UTF-8"),
        (b"[]", "must be a JSON object"),
        (b"[" * 200_000, "nested too deeply"),
        (document(item(line=1)).replace(b'"line": 1', b'"line": NaN'), "NaN is no JSON number"),
        (document(item(line=1)).replace(b'"line": 1', b'"line": ' + b"1" * 5000), "not JSON"),
        (document(schema="messypr/review/2"), "schema must be 'messypr/review/1'"),
        (document(event="APPROVED"), "event must be one of APPROVE, REQUEST_CHANGES, COMMENT"),
        (document(comments={}), "comments must be a list"),
        (document(3), "comment 1: must be a JSON object"),
        (document(item(id="\x1b]0;x")), "comment 1: id holds the control character"),
        (document(item(id="a b")), "comment 1: id must be 1 to 64 letters"),
        (document(item(id=7)), "comment 1: id must be a string, not a number"),
        (document(item(), item()), "comment 2 (id c-3): comment 1 has the same id"),
        (document(*[0] * 5_001), "5,001 comments; at most 5,000"),
        (b" " * (MAX_BYTES + 1), "at most 12,582,912 are read"),
    ],
)
def test_a_bad_file_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(InvalidReviewError) as caught:
        parse(data)
    assert says in str(caught.value)
    assert str(caught.value).isprintable()


def test_line_ends_of_windows_and_a_byte_order_mark_are_fine() -> None:
    review = parse(b"\xef\xbb\xbf" + document(item(body="one\r\ntwo\tthree", id=None)))
    assert review.comments[0].body == "one\ntwo\tthree"
    assert review.comments[0].id == "c1"


@pytest.mark.parametrize(
    ("body", "severity"),
    [
        ("issue (blocking, async): nobody closes it", Severity.BLOCKER),
        ("issue(blocking): x", Severity.BLOCKER),
        ("**issue (blocking):** x", Severity.BLOCKER),
        ("issue: x", None),
        ("issue (major): x", Severity.MAJOR),
        ("issue (non-blocking): x", Severity.MINOR),
        ("issue (minor): x", Severity.MINOR),
        ("suggestion: x", Severity.MINOR),
        ("suggestion (blocking): x", Severity.MAJOR),
        ("nitpick: x", Severity.NIT),
        ("Nit: x", Severity.NIT),
        ("blocker: x", Severity.BLOCKER),
        ("question: x", None),
        ("question (major): x", None),
        ("retry: waits for ever", None),
        ("this is an issue: x", None),
        ("", None),
    ],
)
def test_a_label_stands_for_a_severity(body: str, severity: Severity | None) -> None:
    assert severity_of(body) is severity


def test_the_field_wins_over_the_label() -> None:
    review = parse(document(item(body="nit: x", severity="blocker"), item(id="2", body="nit: x")))
    assert [c.severity for c in review.comments] == [Severity.BLOCKER, Severity.NIT]
