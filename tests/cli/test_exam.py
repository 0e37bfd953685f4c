"""``messypr grade`` in an exam: who sees what, attempts, and errors that name nothing hidden."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from checker.errors import EnvironmentBrokenError, PackError, TamperedSubmissionError
from checker.report import Scorecard
from checker.system import git
from cli import app
from cli.steps import grading
from tests.command import SEED
from tests.golden import hostile_scorecard

GRADE = ("--pack", "helpdesk", "--seed", str(SEED))
SECRET = "global-endpoint"  # the slug of a defect that was missed


@pytest.fixture
def grades(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Grade without a judge, and write down what was graded."""
    monkeypatch.delenv("CI", raising=False)
    graded: list[Path] = []

    def hold(table: grading.Redealt, source: Path, **_: Any) -> Scorecard:
        graded.append(source)
        head = git.text("rev-parse", "HEAD", cwd=source)
        dealt = table.deal.dealt.head_commit
        return replace(hostile_scorecard(), head=head, dealt_head=dealt)

    monkeypatch.setattr(grading, "grade_repository", hold)
    return graded


def commit(folder: Path, name: str) -> str:
    (folder / "src" / "helpdesk" / name).write_text("x = 1\n")
    git.run("add", "-A", cwd=folder)
    git.run(*("-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", name), cwd=folder)
    return git.text("rev-parse", "HEAD", cwd=folder)


def shown(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> Any:
    assert app.run(["grade", ".", *GRADE, "--json", *arguments]) == code
    return json.loads(capsys.readouterr().out)


@pytest.mark.usefixtures("folder", "grades")
def test_in_ci_the_report_is_the_candidates_unless_asked_otherwise(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shown(capsys)["schema"] == "messypr/report/2"
    assert shown(capsys, "--for", "candidate")["schema"] == "messypr/candidate-report/1"
    monkeypatch.setenv("CI", "true")
    told = shown(capsys, "--allow-basic")
    assert told["schema"] == "messypr/candidate-report/1"
    assert SECRET not in json.dumps(told)
    assert shown(capsys, "--allow-basic", "--for", "organiser")["defects"][0]["slug"] == SECRET
    assert shown(capsys, "--allow-basic", "--reveal")["defects"][0]["slug"] == SECRET


@pytest.mark.usefixtures("folder", "grades")
def test_files_are_written_for_the_same_reader(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outputs = [f"{form}={tmp_path / form}" for form in ("text", "json", "junit", "markdown")]
    wanted = [part for each in outputs for part in ("--out", each)]
    assert app.run(["grade", ".", *GRADE, "--for", "candidate", *wanted]) == 0
    said = capsys.readouterr()
    for written in (
        said.out,
        said.err,
        *(p.read_text() for p in tmp_path.iterdir() if p.is_file()),
    ):
        assert written
        assert SECRET not in written


def test_a_commit_is_graded_once_and_attempts_are_counted_until_the_exam_is_closed(
    folder: Path, tmp_path: Path, grades: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    kept = ("--attempts", str(tmp_path / "alice.json"), "--for", "candidate")
    assert shown(capsys, *kept)["attempt"] == 1
    assert app.run(["grade", ".", *GRADE, "--json", *kept]) == 0
    again = capsys.readouterr()
    assert "that result counts" in again.err
    assert json.loads(again.out)["attempt"] == 1
    assert len(grades) == 1
    second = commit(folder, "second.py")
    told = shown(capsys, *kept)
    assert (told["attempt"], len(told["attempts"])) == (2, 2)
    assert told["attempts"][1]["commit"] == second
    assert len(grades) == 2
    everything = shown(capsys, *kept[:2], "--reveal")
    assert everything["head"] == second
    assert everything["defects"][0]["slug"] == SECRET
    assert shown(capsys, *kept) == everything  # closed: candidates see all of it
    commit(folder, "third.py")
    assert "the exam was closed at" in shown(capsys, *kept, code=2)["error"]["message"]
    assert len(grades) == 2


@pytest.mark.usefixtures("folder", "grades")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--for", "candidate", "--explain"], "--explain shows what was missed"),
        (["--for", "candidate", "--reveal"], "leave out --for candidate"),
        (["--attempts", "/nowhere/at/all.json"], "no file of attempts can be at"),
    ],
)
def test_options_that_contradict_each_other_are_refused(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert message in shown(capsys, *arguments, code=2)["error"]["message"]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("error", "code"),
    [
        (TamperedSubmissionError("test_secret.py::test_x was lied about"), 4),
        (EnvironmentBrokenError("test_secret.py::test_x cannot be run"), 3),
        (PackError("there is no test_secret.py::test_x"), 3),
    ],
)
def test_errors_name_no_hidden_test_to_a_candidate(
    error: Exception, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(grading, "grade_repository", fail)
    assert "test_secret" in json.dumps(shown(capsys, "--for", "organiser", code=code))
    assert "test_secret" not in json.dumps(shown(capsys, "--for", "candidate", code=code))


@pytest.mark.usefixtures("folder", "grades")
def test_a_report_on_a_pack_that_is_installed_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    for reader in ("candidate", "organiser"):
        notes = " ".join(shown(capsys, "--for", reader)["notes"])
        assert "the answers to helpdesk are in the messypr package" in notes
