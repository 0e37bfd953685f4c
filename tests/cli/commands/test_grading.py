"""Rounds that are handed in and graded for real, and repositories that somebody hands in."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from checker import report, rounds
from checker.dealing import build, planting
from checker.dealing.draw import draw
from checker.errors import EnvironmentBrokenError
from checker.packs import loading
from checker.sandbox.isolation.levels import Isolation
from checker.system import git
from cli import app
from cli.output import progress
from cli.steps import grading, history
from tests.command import MESSYPR, SEED, start_round
from tests.golden import hostile_scorecard

GRADE = ("--pack", "helpdesk", "--seed", str(SEED))
AT_THE_JUDGE = """
import os, signal, sys
from cli.app import run
def watch(event, given):
    if event == "subprocess.Popen" and "checker.sandbox.judge" in given[1]:
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watch)
run(sys.argv[1:])
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """A round with the sample's comments and fixes, killed once while it was graded."""

    folder: Path
    bundle: Path
    card: dict[str, Any]
    said: str


def sample(folder: Path) -> None:
    """Comment and repair as the sample candidate does, at the keyboard."""
    pack = loading.load("helpdesk")
    dealt = build.deal(draw(pack, SEED)).dealt
    for remark in pack.key.sample.remarks:
        place = planting.locate(dealt.head, remark.site.path, remark.site.text)
        where = f"{place.path}:{place.lines.first}-{place.lines.last}"
        typed = ["comment", "add", where, "-m", remark.body]
        subprocess.run([MESSYPR, *typed], cwd=folder, check=True, capture_output=True)
    repaired = planting.repair(
        dealt.head, pack.key.sample.fix, ruff_config=loading.ruff_config(pack)
    )
    for path in dealt.head:
        if path in repaired:
            (folder / path).write_bytes(repaired[path])
        else:
            (folder / path).unlink()


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> HandedIn:
    folder = start_round(tmp_path_factory.mktemp("graded") / "round")
    sample(folder)
    killed = subprocess.run(
        [sys.executable, "-c", AT_THE_JUDGE, "submit", "-r", "-b", "Not yet."],
        cwd=folder,
        check=False,
        capture_output=True,
    )
    assert killed.returncode == -signal.SIGKILL
    bundle = folder.parent / "round.bundle"
    done = subprocess.run(
        [MESSYPR, "submit", "--json", "--out", bundle],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return HandedIn(folder=folder, bundle=bundle, card=json.loads(done.stdout), said=done.stderr)


@pytest.fixture(autouse=True)
def _nobody_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("COLUMNS", "80")


@pytest.mark.slow
def test_a_round_killed_while_it_was_graded_is_graded_by_submitting_again(
    handed_in: HandedIn,
) -> None:
    card = handed_in.card
    assert card["event"] == "REQUEST_CHANGES"
    assert card["head"] == git.text("rev-parse", "HEAD", cwd=handed_in.folder)
    assert card["clock"]["limit_seconds"] == 2_700
    assert card["late"] is False
    assert 40 < card["score"]["total"] < 80
    assert [each["target"] for each in card["regressions"]] == ["helpdesk.cli:main"]
    assert [c["target"] for c in card["claims"] if c["verdict"] == "false alarm"]
    assert "this round was handed in at" in handed_in.said
    assert f"wrote {handed_in.bundle}\n" in handed_in.said
    assert "hidden tests: " in handed_in.said
    assert "git push origin HEAD refs/messypr/review" in handed_in.said


def test_a_graded_round_is_in_the_history_with_the_figures_of_its_report(
    handed_in: HandedIn,
) -> None:
    head = handed_in.card["dealt_head"]
    [kept] = [each for each in history.load() if each.dealt_head == head]
    assert kept.score == handed_in.card["score"]["total"]
    assert kept.false_alarms == 1
    assert {each.slug: (each.found, each.fixed) for each in kept.defects} == {
        each["slug"]: (each["found"], all(c["outcome"] == "passed" for c in each["checks"]))
        for each in handed_in.card["defects"]
    }
    found = [each for each in kept.defects if each.found]
    assert all(each.found_second is not None for each in found)
    assert not any(
        each.old_lines for each in kept.defects
    )  # all helpdesk's by hand are in new ones
    assert any(each.two_places for each in kept.defects)


def test_a_machines_review_is_compared_once_the_round_is_graded(
    handed_in: HandedIn, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(handed_in.folder)
    assert app.run(["baseline", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    every = [slug for slugs in told["found"].values() for slug in slugs]
    assert sorted(every) == sorted(each["slug"] for each in handed_in.card["defects"])
    assert told["found"]["machine"], "ruff with all rules sees an assertion that is never made"
    assert told["claims"]["machine"] > 100
    mine = handed_in.folder.parent / "mine.json"
    mine.write_text(git.text("show", "refs/messypr/review:review.json", cwd=handed_in.folder))
    assert app.run(["baseline", str(mine)]) == 0
    shown = capsys.readouterr().out
    assert "\nfound by you alone: 0 of 13\n" in shown
    assert "what you add to the machine: 0% of the defects' weight" in shown


def test_a_graded_round_is_shown_again_and_graded_once(
    handed_in: HandedIn, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(handed_in.folder / "src")
    monkeypatch.setattr(grading, "grade_repository", None)
    assert app.run(["submit", "-a"]) == 0
    said = capsys.readouterr()
    assert "the round was graded before: this is its report\n" in said.err
    assert app.run(["report"]) == 0
    shown = capsys.readouterr().out
    assert shown == said.out
    low = handed_in.card["score"]["total"]
    assert shown.startswith(f"{low:.1f} of 100   review ")
    words = " ".join(shown.split())
    for defect in handed_in.card["defects"]:
        place = defect["places"][0]
        assert f" {defect['rule']} {place['path']}:{place['lines']['first']} " in words
    assert max(map(len, shown.splitlines())) <= 80
    assert app.run(["comment", "add", "README.md:1", "-m", "late"]) == 2
    assert "does not change any more" in capsys.readouterr().err


def test_every_form_of_the_report_comes_from_what_was_kept(
    handed_in: HandedIn, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(handed_in.folder)
    shown = {}
    for form in ("json", "junit", "markdown"):
        assert app.run(["report", "--output-format", form]) == 0
        shown[form] = capsys.readouterr().out
    assert json.loads(shown["json"]) == handed_in.card
    assert len(list(ET.fromstring(shown["junit"]).iter("testcase"))) == 28
    assert shown["markdown"].startswith(f"## {handed_in.card['score']['total']:.1f} of 100\n")
    assert app.run(["report", "--explain"]) == 0
    explained = " ".join(capsys.readouterr().out.split())
    for defect in handed_in.card["defects"]:
        if not defect["found"]:
            assert " ".join(defect["explanation"].split()) in explained
    for claim in handed_in.card["claims"]:
        assert f"{claim['verdict']} {claim['rule']}".strip() in explained


@pytest.mark.slow
def test_a_bundle_is_graded_like_the_round(
    handed_in: HandedIn,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    low = handed_in.card["score"]["total"]
    written = ["--out", "markdown=card.md", "--out", "junit=card.xml", "--out", "text=card.txt"]
    under = ["--verbose", "--fail-under", str(low + 1), "--json"]
    assert app.run(["grade", str(handed_in.bundle), *GRADE, *written, *under]) == 1
    said = capsys.readouterr()
    card = json.loads(said.out)
    assert card["clock"] is None
    same = ("score", "defects", "claims", "regressions", "head", "event")
    assert {name: card[name] for name in same} == {name: handed_in.card[name] for name in same}
    assert f"{low:.1f} is under {low + 1:g}" in said.err
    assert (tmp_path / "card.md").read_text().startswith("## ")
    assert ET.parse(tmp_path / "card.xml").getroot().tag == "testsuites"
    assert (tmp_path / "card.txt").read_text().startswith(f"{low:.1f} of 100")


def fake(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Grade without a judge, and write down what was to be graded."""
    card = hostile_scorecard()
    asked: list[dict[str, Any]] = []

    def hold(table: grading.Redealt, source: Path, **how: Any) -> report.Scorecard:
        asked.append({"head": table.deal.dealt.head_commit, "source": source, **how})
        return card

    monkeypatch.setattr(grading, "grade_repository", hold)
    return asked


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    here = tmp_path / "round"
    assert app.run(["start", "helpdesk", "--seed", str(SEED), "--dir", str(here)]) == 0
    monkeypatch.chdir(here)
    return here


@pytest.mark.parametrize(
    ("arguments", "code"),
    [([], 0), (["--fail-under", "12.3"], 0), (["--fail-under", "12.4"], 1)],
)
def test_the_lower_end_of_the_score_decides(
    arguments: list[str], code: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = fake(monkeypatch)
    assert app.run(["grade", str(folder), *GRADE, "--ref", "HEAD", *arguments]) == code
    assert asked[0]["ref"] == "HEAD"


def test_ci_must_allow_what_is_no_sandbox(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = fake(monkeypatch)
    monkeypatch.setenv("CI", "true")
    monkeypatch.setattr("cli.commands.grade.best_isolation", lambda: Isolation.STRICT)
    assert app.run(["grade", str(folder), *GRADE]) == 0
    asked.clear()
    monkeypatch.setattr("cli.commands.grade.best_isolation", lambda: Isolation.BASIC)
    assert app.run(["grade", str(folder), *GRADE]) == 2
    assert "--allow-basic" in capsys.readouterr().err
    assert asked == []
    assert app.run(["grade", str(folder), *GRADE, "--allow-basic"]) == 0
    monkeypatch.setenv("CI", "false")
    assert app.run(["grade", str(folder), *GRADE]) == 0


def test_what_cannot_be_graded_exits_with_four_and_says_why(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = ("--pack", "helpdesk", "--seed", "43")
    assert app.run(["grade", str(folder), *other]) == 4
    assert "another version of the pack or from another seed" in capsys.readouterr().err
    git.run("init", "--quiet", str(tmp_path / "empty"), cwd=tmp_path)
    assert app.run(["grade", str(tmp_path / "empty"), *GRADE, "--json"]) == 4
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "submission"
    broken = tmp_path / "review.json"
    broken.write_text("{")
    assert app.run(["grade", str(folder), *GRADE, "--review", str(broken)]) == 4
    assert re.search("no known format|not JSON", capsys.readouterr().err)
    git.run("clone", "-q", "--depth=1", folder.as_uri(), "shallow", cwd=tmp_path)
    git.run("checkout", "-q", "--detach", cwd=tmp_path / "shallow")
    assert app.run(["grade", str(tmp_path / "shallow"), *GRADE]) == 4
    assert "detached HEAD: say which commit to grade" in capsys.readouterr().err


def test_a_broken_machine_is_not_the_candidates_fault_and_the_round_waits(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise EnvironmentBrokenError("no score is given")

    monkeypatch.setattr(grading, "grade_repository", broken)
    assert app.run(["submit", "-c"]) == 3
    assert "messypr: no score is given\n" in capsys.readouterr().err
    assert rounds.load(rounds.find(folder)).submitted is not None
    fake(monkeypatch)
    assert app.run(["submit"]) == 0


@pytest.mark.parametrize(("strict", "code"), [([], 0), (["--strict-time"], 5)])
def test_a_late_round_is_graded_and_marked(
    folder: Path,
    strict: list[str],
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = folder / ".git" / "messypr" / "round.json"
    fields = json.loads(file.read_text())
    fields["started_at"] = "2026-01-01T00:00:00Z"
    file.write_text(json.dumps(fields))
    asked = fake(monkeypatch)
    assert app.run(["submit", "-c", *strict]) == code
    assert asked[0]["clock"].late
    assert "LATE by" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "event"), [("a\n", "APPROVE"), ("x\nr\n", "REQUEST_CHANGES"), ("c\n", "COMMENT")]
)
def test_somebody_at_the_keyboard_is_asked_once(
    folder: Path,
    typed: str,
    event: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    fake(monkeypatch)
    monkeypatch.setattr("cli.commands.submit.may_ask", lambda: True)
    answers = folder.parent / "answers"
    answers.write_text(typed)
    with answers.open() as keyboard:
        monkeypatch.setattr("sys.stdin", keyboard)
        assert app.run(["submit"]) == 0
    assert "0 comments, 0 commits and 0 changed files; 45 min left" in capsys.readouterr().err
    assert rounds.load_review(rounds.find(folder)).event == event


@pytest.mark.parametrize("typed", ["q\n", ""])
def test_whoever_thinks_better_of_it_has_handed_in_nothing(
    folder: Path, typed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cli.commands.submit.may_ask", lambda: True)
    answers = tmp_path / "answers"
    answers.write_text(typed)
    with answers.open() as keyboard:
        monkeypatch.setattr("sys.stdin", keyboard)
        assert app.run(["submit"]) == 130
    assert rounds.load(rounds.find(folder)).submitted is None


def test_a_round_that_cannot_be_graded_any_more_is_not_handed_in(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = folder / ".git" / "messypr" / "round.json"
    fields = json.loads(file.read_text())
    fields["seed"] = SEED + 1
    file.write_text(json.dumps(fields))
    assert app.run(["submit", "-c"]) == 4
    assert "dealt by another version of the pack" in capsys.readouterr().err
    assert rounds.load(rounds.find(folder)).submitted is None


def test_the_body_comes_from_one_place(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake(monkeypatch)
    words = tmp_path / "words"
    words.write_text("From a file.\n")
    assert app.run(["submit", "-b", "x", "-F", str(words)]) == 2
    assert app.run(["submit", "-c", "-F", str(words)]) == 0
    assert rounds.load_review(rounds.find(folder)).body == "From a file."


def test_progress_is_a_line_now_and_then_where_there_is_no_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = iter([0.0, 0.0, 1.0, 2.5, 2.6, 2.7, 2.8])
    monkeypatch.setattr("cli.output.progress.time.monotonic", lambda: next(moments))
    with progress.shown_progress("grading") as tell:
        for done in range(1, 5):
            tell("hidden tests", done, 5)
        tell("hidden\x1b tests", 0, 2)
        tell("hidden\x1b tests", 2, 2)
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        "grading ...",
        "hidden tests: 1 of 5",
        "hidden tests: 3 of 5",
        "hidden\\x1b tests: 0 of 2",
        "hidden\\x1b tests: 2 of 2",
    ]


def test_progress_in_a_terminal_goes_to_stderr_and_ends_with_the_work(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)

    def interrupted() -> None:
        with progress.shown_progress("grading") as tell:
            tell("[red]hidden[/] tests", 1, 5)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert capsys.readouterr().out == ""
