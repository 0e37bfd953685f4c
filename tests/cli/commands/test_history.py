"""The history at the keyboard: lists, files for programs, and that it can be forgotten."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from checker.learning import store
from checker.rules.rule import Severity
from cli import app
from cli.output.learning import NOTHING_YET
from tests.learning.played import defect, played


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MESSYPR_STATE", str(tmp_path / "state"))
    monkeypatch.delenv("CI", raising=False)
    return tmp_path / "state"


@pytest.fixture
def practised(state: Path) -> Path:
    """Return the state folder of somebody who played two rounds."""
    missed = [defect(category="mistral", severity=Severity.BLOCKER)] * 12
    found = [defect(found=1.0, category="async", second=90, given=Severity.MAJOR)] * 12
    for each in (played(*missed, *found), played(defect(), day=1, pack="llm_gateway")):
        store.add(state, each, pytest.fail)
    return state


def said_by(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert app.run([*arguments]) == 0, capsys.readouterr().err
    return capsys.readouterr().out


def test_without_rounds_it_says_how_one_gets_there(
    state: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in ("history", "progress"):
        assert app.run([command]) == 0
        said = capsys.readouterr()
        assert (said.out, said.err.strip()) == ("", NOTHING_YET)
        assert json.loads(said_by(capsys, command, "--json"))["rounds"] in (0, [])
    assert not state.exists()


@pytest.mark.usefixtures("practised")
def test_rounds_are_listed_in_eighty_columns(capsys: pytest.CaptureFixture[str]) -> None:
    header, first, last = said_by(capsys, "history").splitlines()
    assert header.endswith("seed score review  fix found fixed  of min")
    assert first.split()[2:] == ["helpdesk", "0", "50.0", "25.0", "25.0", "12", "0", "24", "30"]
    assert last.split()[2] == "llm-gateway"
    assert max(map(len, (header, first, last))) <= 80


@pytest.mark.usefixtures("practised")
def test_programs_get_json_and_csv(capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(said_by(capsys, "history", "--json"))
    assert document["schema"] == "messypr/history/1"
    assert [len(each["defects"]) for each in document["rounds"]] == [24, 1]
    rows = [*csv.DictReader(StringIO(said_by(capsys, "history", "--output-format", "csv")))]
    assert [(each["pack"], each["found"]) for each in rows] == [
        ("helpdesk", "12.0"),
        ("llm_gateway", "0.0"),
    ]
    of_defects = said_by(capsys, "history", "--output-format", "csv", "--defects")
    every = [*csv.DictReader(StringIO(of_defects))]
    assert len(every) == 25
    assert {each["severity"] for each in every} == {"blocker", "major"}
    assert app.run(["history", "--defects"]) == 2


@pytest.mark.usefixtures("practised")
def test_progress_names_strengths_and_gaps(capsys: pytest.CaptureFixture[str]) -> None:
    said = said_by(capsys, "progress")
    assert "2 rounds, 25 defects: 12 found, 0 fixed" in said
    assert "strengths: async (12 of 12), major (12 of 13)\n" in said
    assert "gaps: blocker (0 of 12), mistral (0 of 12)\n" in said
    assert max(map(len, said.splitlines())) <= 80
    document = json.loads(said_by(capsys, "progress", "--json"))
    assert set(document["gaps"]) == {
        "blocker",
        "mistral",
    }
    [few] = [each for each in document["by"]["category"] if each["name"] == "algorithms"]
    assert (few["share"], few["standing"]) == (None, "too few")


@pytest.mark.usefixtures("practised")
def test_progress_is_one_html_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "progress.html"
    said_by(capsys, "progress", "--html", str(file))
    html = file.read_text("utf-8")
    assert html.count("<svg") == 6
    assert "<script" not in html
    assert "<b>mistral</b>: 0 of 12 found" in html


def test_what_is_kept_can_be_forgotten(
    practised: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", StringIO())
    assert app.run(["history", "--forget"]) == 2
    assert "--yes" in capsys.readouterr().err
    assert (practised / store.FILE).exists()
    assert said_by(capsys, "history", "--forget", "--yes") == ""
    assert not (practised / store.FILE).exists()
    assert json.loads(said_by(capsys, "history", "--forget", "-y", "--json"))["files"] == 0
