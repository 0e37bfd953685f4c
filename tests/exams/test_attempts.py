"""A file of attempts: read strictly, written whole, each commit once."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from checker import exams
from checker.errors import UsageError
from checker.exams import Attempt, Attempts

DEAL = "a" * 40
NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


def attempt(head: str) -> Attempt:
    return Attempt(head=head, at="2026-03-02T10:00:00Z", points=12.5, report="{}")


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "attempts.json"
    kept = exams.read(file, DEAL)
    assert kept == Attempts(dealt_head=DEAL)
    kept = exams.add(file, kept, attempt("b" * 40))
    kept = exams.add(file, kept, attempt("c" * 40))
    assert exams.read(file, DEAL) == kept
    assert kept.of("c" * 40) == attempt("c" * 40)
    assert kept.of("d" * 40) is None


def test_a_commit_is_kept_once_and_a_closed_exam_takes_none(tmp_path: Path) -> None:
    file = tmp_path / "attempts.json"
    kept = exams.add(file, exams.read(file, DEAL), attempt("b" * 40))
    with pytest.raises(UsageError, match="cannot be graded any more"):
        exams.add(file, kept, attempt("b" * 40))
    closed = exams.close(file, kept, NOW)
    assert closed.closed_at == "2026-03-02T10:00:00Z"
    assert exams.close(file, closed, datetime.now(UTC)) == closed
    with pytest.raises(UsageError, match="cannot be graded any more"):
        exams.add(file, exams.read(file, DEAL), attempt("c" * 40))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "[" * 100_000,
        '{"schema": "messypr/attempts/2"}',
        '{"schema": "messypr/attempts/1", "dealt_head": 1, "closed_at": "", "attempts": []}',
        '{"schema": "messypr/attempts/1", "dealt_head": "a", "closed_at": "", "attempts": [{}]}',
        '{"schema": "messypr/attempts/1", "dealt_head": "a", "closed_at": "", "attempts": [1]}',
    ],
)
def test_what_is_no_such_file_is_refused_and_left_as_it_is(text: str, tmp_path: Path) -> None:
    file = tmp_path / "attempts.json"
    file.write_text(text)
    with pytest.raises(UsageError, match="holds no attempts"):
        exams.read(file, DEAL)
    assert file.read_text() == text


def test_the_file_of_another_deal_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "attempts.json"
    exams.add(file, exams.read(file, DEAL), attempt("b" * 40))
    with pytest.raises(UsageError, match="another deal"):
        exams.read(file, "f" * 40)


def test_where_no_file_can_be_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file of attempts can be at"):  # noqa: SIM117
        with exams.holding(tmp_path / "missing" / "attempts.json"):
            pass


def test_of_grades_at_once_none_is_lost(tmp_path: Path) -> None:
    file = tmp_path / "attempts.json"

    def one(number: int) -> None:
        with exams.holding(file):
            exams.add(file, exams.read(file, DEAL), attempt(f"{number:040}"))

    with ThreadPoolExecutor(max_workers=8) as pool:
        list(pool.map(one, range(24)))
    assert len(json.loads(file.read_text())["attempts"]) == 24
    assert [each.name for each in tmp_path.iterdir()] == ["attempts.json"]
