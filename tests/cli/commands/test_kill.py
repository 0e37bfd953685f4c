"""Kill -9 while a command writes: the round is whole, and can go on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from checker import rounds
from checker.system import git
from cli import app
from cli.steps import grading
from tests.command import MESSYPR
from tests.golden import HOSTILE_REPORT, hostile_scorecard

DRAFTING = "src/helpdesk/drafting.py"
# The command kills itself as it comes to a step: a rename, or a process that it starts.
UNTIL = """
import os, signal, sys
from pathlib import Path

step, golden, *arguments = sys.argv[1:]
if golden:
    from checker import report
    from cli.steps import grading
    card = report.parse(Path(golden).read_text("ascii"))
    grading.grade_repository = lambda *_, **__: card
from cli.app import run

def watch(event, given):
    if event == "subprocess.Popen":
        at = " ".join(map(str, given[1]))
    elif event == "os.rename":
        at = f"rename to {Path(given[1]).name}"
    else:
        return
    if step in at:
        os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(watch)
sys.exit(run(arguments))
"""


def killed_at(step: str, *arguments: str, golden: str = "") -> None:
    done = subprocess.run(
        [sys.executable, "-c", UNTIL, step, golden, *arguments],
        check=False,
        capture_output=True,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


def bodies(folder: Path) -> list[str]:
    return [comment.body for comment in rounds.load_review(rounds.find(folder)).comments]


@pytest.mark.parametrize("waits_for", ["words", "disk"])
def test_a_killed_comment_leaves_those_before_it(
    folder: Path, tmp_path: Path, waits_for: str
) -> None:
    assert app.run(["comment", "add", f"{DRAFTING}:1", "-m", "first"]) == 0
    add = ("comment", "add", f"{DRAFTING}:2")
    if waits_for == "disk":
        killed_at("rename to review.json", *add, "-m", "second")
    else:
        words = tmp_path / "words"
        os.mkfifo(words)
        with (
            subprocess.Popen([MESSYPR, *add, "-F", words]) as waiting,
            words.open("wb"),  # opens once the command reads
        ):
            os.kill(waiting.pid, signal.SIGKILL)
            assert waiting.wait() == -signal.SIGKILL
    assert bodies(folder) == ["first"]
    assert app.run([*add, "-m", "again"]) == 0
    assert bodies(folder) == ["first", "again"]


@pytest.mark.parametrize(
    "step", ["rename to review.json", "rename to cli.py", "rename to drafting.py"]
)
def test_a_killed_import_of_markers_can_be_repeated(folder: Path, step: str) -> None:
    files = [folder / DRAFTING, folder / "src" / "helpdesk" / "cli.py"]
    clean = [file.read_text() for file in files]
    for file in files:
        file.write_text(file.read_text().replace("\n", f"  #? about {file.name}\n", 1))
    killed_at(step, "comment", "import", "--markers")
    assert len(bodies(folder)) == (0 if "review" in step else 2)
    assert app.run(["comment", "import", "--markers"]) == 0
    assert sorted(bodies(folder)) == ["about cli.py", "about drafting.py"]
    assert [file.read_text() for file in files] == clean
    assert git.text("status", "--porcelain", cwd=folder) == ""


def test_a_killed_start_leaves_no_half_of_a_round(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    start = ("start", "helpdesk", "--seed", "7")
    for step in ("rename to round.json", "rename to helpdesk-7", "fast-import"):
        killed_at(step, *start)
        assert not (tmp_path / "helpdesk-7").exists()
    assert app.run(start) == 0
    assert rounds.load(rounds.find(tmp_path / "helpdesk-7")).seed == 7


@pytest.mark.parametrize(
    ("step", "handed_in"),
    [
        ("rename to drafting.py", False),
        ("write-tree", False),
        ("commit-tree", False),
        ("rename to submitted.json", False),
        ("update-ref refs/messypr/review", True),
        ("rename to report.json", True),
    ],
)
def test_a_killed_submit_goes_on_where_it_was(
    folder: Path,
    step: str,
    handed_in: bool,  # noqa: FBT001
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    card = hostile_scorecard()
    monkeypatch.setattr(grading, "grade_repository", lambda *_, **__: card)
    file = folder / DRAFTING
    file.write_text(file.read_text().replace("\n", "  #? a marker\n", 1) + "# mine\n")
    killed_at(step, "submit", "-r", "-b", "no", golden=str(HOSTILE_REPORT))
    assert (rounds.load(rounds.find(folder)).submitted is not None) is handed_in
    assert not (folder / ".git" / "messypr" / "report.json").exists()
    assert git.succeeds("fsck", "--strict", cwd=folder)
    assert app.run(["status"]) == 0
    assert "messypr submit" in capsys.readouterr().out
    again = ["submit", *([] if handed_in else ["-r", "-b", "no"])]
    assert app.run(again) == 0
    said = capsys.readouterr()
    assert said.out.startswith("12.3 of 100")
    assert ("this round was handed in at" in said.err) is handed_in
    assert bodies(folder) == ["a marker"]
    shown = git.text("show", "HEAD:./" + DRAFTING, cwd=folder)
    assert shown.endswith("# mine")
    assert "#?" not in shown
    review = rounds.load_review(rounds.find(folder))
    assert (review.event, review.body) == ("REQUEST_CHANGES", "no")
    kept = git.text("show", "refs/messypr/review:review.json", cwd=folder)
    assert '"a marker"' in kept
    assert git.text("status", "--porcelain", cwd=folder) == ""
