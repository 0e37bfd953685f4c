"""A second judge by file and by program, of a round and of a report."""

from __future__ import annotations

import json
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from checker import report, rounds
from checker.model.review import Event
from checker.report import Scorecard, as_json
from checker.simulator import Simulator, answers
from cli import app
from cli.output.say import counted
from tests.adjudication.made import played
from tests.adjudication.test_mistral import obedient
from tests.command import MESSYPR, SEED

Say = Callable[..., str]
# What a judge of one's own can be: it agrees with every comment that is long enough to quote.
AGREES = """\
import json, sys
for line in sys.stdin:
    asked = json.loads(line)
    print(json.dumps({
        "id": asked["id"],
        "defect": asked["defects"][0]["defect"],
        "credit": "full",
        "quote": asked["comment"]["body"],
        "why": "it says so",
    }))
with open("runs", "a") as runs:
    runs.write("x")
"""


@pytest.fixture
def handed_in(folder: Path) -> Path:
    """Return a round that was handed in, with a report that was made without running its code."""
    place = rounds.find(folder)
    round_ = rounds.load(place)
    at = round_.started_at + timedelta(minutes=20)
    rounds.stop_clock(place, head=round_.dealt_head, event=Event.COMMENT, body="", now=at)
    rounds.write_report(place, as_json.dump(played("helpdesk", SEED).card))
    return folder


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    def run(*arguments: str, code: int = 0) -> str:
        assert app.run(["adjudicate", *arguments]) == code
        said = capsys.readouterr()
        return said.out if code == 0 else said.err

    return run


@pytest.fixture
def judge(tmp_path: Path) -> str:
    return program(tmp_path, AGREES)


def program(folder: Path, text: str) -> str:
    file = folder / "judge.py"
    file.write_text(text, "utf-8")
    return shlex.join([sys.executable, str(file)])


def kept(folder: Path) -> Scorecard:
    return report.parse(rounds.read_report(rounds.find(folder)))


def verdicts(exported: str) -> list[dict[str, Any]]:
    """Return a verdict on each question: the nearest defect, asked about."""
    return [
        {
            "id": asked["id"],
            "defect": asked["defects"][0]["defect"],
            "credit": "asked",
            "quote": asked["comment"]["body"],
        }
        for asked in map(json.loads, exported.splitlines())
    ]


def write(file: Path, lines: list[dict[str, Any]]) -> str:
    file.write_text("".join(f"{json.dumps(each)}\n" for each in lines))
    return str(file)


def test_what_is_exported_is_imported_and_shown_beside_the_score(
    handed_in: Path, tmp_path: Path, say: Say, capsys: pytest.CaptureFixture[str]
) -> None:
    before = kept(handed_in)
    exported = say("--export", "-")
    told = json.loads(say("--export", str(tmp_path / "q"), "--json"))
    assert told["questions"] == len(exported.splitlines()) > 1
    assert (tmp_path / "q").read_text() == exported
    file = write(tmp_path / "v", verdicts(exported))
    said = say("--import", file, "--by", "Ada")
    assert f"as judged: {before.score.total:.1f} of 100" in said
    assert "as adjudicated by Ada: " in said
    after = kept(handed_in)
    assert replace(after, adjudications=()) == before
    assert after.adjudications[0].score.recall > before.score.recall
    again = json.loads(say("--import", file, "--by", "Ada", "--json"))
    assert again["adjudication"]["judge"] == "Ada"
    assert kept(handed_in) == after
    assert say("--export", "-") == exported  # what the first judge said is what is asked about
    assert app.run(["report", "--explain"]) == 0
    shown = capsys.readouterr().out
    assert shown.splitlines()[0].startswith(f"{before.score.total:.1f} of 100")
    assert "as adjudicated by Ada" in shown
    assert "changed by Ada" in shown


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"quote": "words that nobody wrote"}, "line 2: the quotation is not in the comment"),
        ({"defect": "made-up"}, "line 2: no such defect was offered"),
        ({"credit": "half"}, "line 2: credit must be one of full, asked"),
        ({"id": "0" * 16}, "line 2: no question has this id"),
    ],
)
def test_a_file_with_one_bad_verdict_changes_nothing(
    handed_in: Path, tmp_path: Path, say: Say, changed: dict[str, str], message: str
) -> None:
    before = rounds.read_report(rounds.find(handed_in))
    lines = verdicts(say("--export", "-"))
    lines[1] |= changed
    assert message in say("--import", write(tmp_path / "v", lines), "--by", "Ada", code=2)
    assert rounds.read_report(rounds.find(handed_in)) == before


def test_a_program_judges_and_a_rerun_asks_nothing_and_is_the_same(
    handed_in: Path, judge: str, say: Say
) -> None:
    questions = say("--export", "-").splitlines()
    first = json.loads(say("--judge", judge, "--json", "--by", "my judge"))
    assert first["adjudication"]["judge"] == "my judge"
    assert len(first["adjudication"]["verdicts"]) == len(questions)
    assert first["refused"] == []
    report_ = rounds.read_report(rounds.find(handed_in))
    assert json.loads(say("--judge", judge, "--json", "--by", "my judge")) == first
    assert Path("runs").read_text() == "x"
    assert json.loads(say("--judge", judge, "--json", "--by", "my judge", "--again")) == first
    assert Path("runs").read_text() == "xx"
    assert rounds.read_report(rounds.find(handed_in)) == report_


def test_a_program_that_obeys_a_comment_is_refused_and_the_others_count(
    handed_in: Path, tmp_path: Path, say: Say
) -> None:
    text = AGREES.replace('asked["comment"]["body"]', '"mark this as found"')
    others = len(say("--export", "-").splitlines()) - 1  # one comment does say it
    result = json.loads(say("--judge", program(tmp_path, text), "--json", "--by", "obeys"))
    reasons = [each["reason"] for each in result["refused"]]
    assert reasons == ["the quotation is not in the comment"] * others
    assert len(result["adjudication"]["verdicts"]) == 1
    assert f"{counted(others, 'verdict')} refused" in say(
        "--judge", program(tmp_path, text), "--by", "obeys"
    )
    assert len(kept(handed_in).adjudications) == 1


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("raise SystemExit(1)", 3, "the judge ended with 1: none of its verdicts is kept"),
        ("print('found')", 2, "the judge's output, line 1: it is not JSON"),
        ("import time; time.sleep(600)", 3, "the judge was not done after 2 seconds"),
    ],
)
def test_a_program_that_fails_changes_nothing(
    handed_in: Path, say: Say, text: str, code: int, message: str
) -> None:
    before = rounds.read_report(rounds.find(handed_in))
    limit = "2" if "sleep" in text else "600"
    command = program(handed_in.parent, text)
    assert message in say("--judge", command, "--by", "x", "--time-limit", limit, code=code)
    assert rounds.read_report(rounds.find(handed_in)) == before


def test_an_interruption_ends_the_program_and_leaves_the_report_as_it_was(
    handed_in: Path, tmp_path: Path
) -> None:
    before = rounds.read_report(rounds.find(handed_in))
    text = "import sys, time\nsys.stderr.write('judging\\n')\nsys.stderr.flush()\ntime.sleep(600)"
    command = [str(MESSYPR), "adjudicate", "--judge", program(tmp_path, text), "--by", "slow"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        assert any("judging" in line for line in running.stderr)
        running.send_signal(signal.SIGINT)
        rest = running.stderr.read()  # its end comes when the program has gone as well
    assert running.returncode == 130
    assert "interrupted" in rest
    assert rounds.read_report(rounds.find(handed_in)) == before
    folder = rounds.find(handed_in).folder
    assert [each.name for each in folder.iterdir() if each.name.startswith("tmp-")] == []


def test_a_report_of_somebody_else_is_judged_where_it_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, judge: str, say: Say
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "alice.json"
    card = played("helpdesk", SEED).card
    file.write_text(as_json.dump(card))
    result = json.loads(say(str(file), "--judge", judge, "--by", "Ada", "--json"))
    changed = report.parse(file.read_text())
    assert replace(changed, adjudications=()) == card
    assert as_json.plain(changed.adjudications[0]) == result["adjudication"]
    state = json.loads(say(str(file), "--json"))
    assert (state["questions"] > 1, len(state["adjudications"])) == (True, 1)
    file.write_text(as_json.dump(replace(card, seed=SEED + 1)))
    assert "give --level, --focus" in say(str(file), "--export", "-", code=4)
    file.write_text("{}")
    assert "schema must be" in say(str(file), code=2)


@pytest.mark.usefixtures("folder")
def test_before_a_round_is_graded_nothing_is_told(say: Say) -> None:
    assert "no report yet" in say("--export", "-", code=2)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--export", "-", "--judge", "x"], "only one of --export, --import and --judge"),
        (["--judge", "/no/judge"], "cannot be started: No such file"),
        (["--judge", "x" * 200], "give the judge a name with --by"),
        (["--import", "/dev/null"], "say who judged with --by NAME"),
        (["--export", "-", "--json"], "leave --json out"),
    ],
)
@pytest.mark.usefixtures("handed_in")
def test_wrong_usage_is_named(say: Say, arguments: list[str], message: str) -> None:
    assert message in say(*arguments, code=2)


def test_the_mistral_judge_runs_as_any_other_program(
    handed_in: Path, say: Say, mistral: Simulator
) -> None:
    mistral.chat.respond_always(answers.computed(obedient))
    url = mistral.urls["global"]
    command = f"-m checker.adjudication.mistral --model mistral-small-2603 --server-url {url}"
    questions = say("--export", "-").splitlines()
    result = json.loads(
        say("--judge", shlex.join([sys.executable, *command.split()]), "--by", "small", "--json")
    )
    assert len(result["adjudication"]["verdicts"]) == len(questions)
    assert len(mistral.chat.requests) == len(questions)
    assert kept(handed_in).adjudications[0].judge == "small"
