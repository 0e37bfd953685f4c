"""Kill -9 at every step of writing: the round is intact, and can go on."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker import rounds
from checker.model.review import Event
from checker.system import git

if TYPE_CHECKING:
    from tests.rounds.conftest import RoundUnderTest

NOW = datetime(2026, 1, 31, 10, 0, tzinfo=UTC)
PRELUDE = """
import os, signal, sys
from datetime import datetime, UTC
from pathlib import Path, PurePosixPath
from checker import rounds
from checker.model.place import Lines
from checker.model.review import Event

now = datetime(2026, 1, 31, 10, 0, tzinfo=UTC)

def add(place, dealt, body):
    lines = Lines(first=1, last=1)
    new = rounds.new_comment(path=PurePosixPath("app.py"), lines=lines, body=body, now=now)
    return rounds.put_comment(place, new, dealt=dealt).id
"""
# One forked child per step; it kills itself as it comes to that step, and its number is said.
STEP_BY_STEP = (
    PRELUDE
    + """
WATCHED = {"open", "os.rename", "os.remove", "os.mkdir", "fcntl.flock", "tempfile.mkstemp"}

def die_at(step):
    seen = 0
    def watch(event, arguments):
        nonlocal seen
        seen += event in WATCHED
        if event in WATCHED and seen == step:
            os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(watch)

place = rounds.find(Path(sys.argv[1]))
dealt = rounds.dealt(place)
for step, _ in enumerate(sys.stdin, 1):
    child = os.fork()
    if child == 0:
        die_at(step)
        add(place, dealt, f"step {step}")
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    print("killed" if os.WIFSIGNALED(status) else "done", flush=True)
"""
)
FOREVER = (
    PRELUDE
    + """
place = rounds.find(Path(sys.argv[1]))
dealt = rounds.dealt(place)
for number in range(int(sys.argv[3])):
    print(add(place, dealt, f"{sys.argv[2]} {number}"), flush=True)
"""
)
HAND_IN = (
    PRELUDE
    + """
def watch(event, arguments):
    if event == "subprocess.Popen":
        step = " ".join(map(str, arguments[1][arguments[1].index("git") + 1:]))
    elif event == "os.rename":
        step = f"rename to {Path(arguments[1]).name}"
    else:
        return
    if sys.argv[2] in step:
        os.kill(os.getpid(), signal.SIGKILL)

place = rounds.find(Path(sys.argv[1]))
sys.addaudithook(watch)
rounds.hand_in(place, event=Event.COMMENT, body="done", message="work", now=now)
"""
)
BLOCKED = (
    PRELUDE
    + """
place = rounds.find(Path(sys.argv[1]))
rounds.hand_in(place, event=Event.COMMENT, body="done", message="work", now=now)
"""
)


def start(script: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def test_a_comment_killed_at_any_step_is_there_or_not_and_none_else_is_lost(
    round_: RoundUnderTest,
) -> None:
    kept = [round_.add("kept").body]
    folder = str(round_.repository)
    with start(STEP_BY_STEP, folder) as driver:
        assert driver.stdin is not None
        assert driver.stdout is not None
        said, step = "", 0
        while said != "done":
            step += 1
            driver.stdin.write("go\n")
            driver.stdin.flush()
            said = driver.stdout.readline().strip()
            bodies = round_.bodies()
            assert bodies in (kept, [*kept, f"step {step}"])
            kept = [*bodies, round_.add(f"after {step}").body]
            assert round_.bodies() == kept
            assert list(round_.place.folder.glob("tmp-*")) == []
        driver.stdin.close()
    assert step > 5
    assert f"step {step}" in kept


def test_a_killed_writer_loses_nothing_that_it_reported(round_: RoundUnderTest) -> None:
    reported: set[str] = set()
    for number in range(3):
        with start(FOREVER, str(round_.repository), str(number), "100000") as writer:
            assert writer.stdout is not None
            reported |= {writer.stdout.readline().strip() for _ in range(5)}
            os.kill(writer.pid, signal.SIGKILL)
            reported |= {line.strip() for line in writer.stdout if line.endswith("\n")}
    there = {comment.id for comment in rounds.load_review(round_.place).comments}
    assert reported <= there
    assert len(there) <= len(reported) + 3
    assert round_.add("go on").id not in reported


def test_two_terminals_never_lose_a_comment(round_: RoundUnderTest) -> None:
    folder = str(round_.repository)
    with (
        start(FOREVER, folder, "left", "20") as left,
        start(FOREVER, folder, "right", "20") as right,
    ):
        said = {*left.communicate()[0].split(), *right.communicate()[0].split()}
    assert (left.returncode, right.returncode) == (0, 0)
    assert {comment.id for comment in rounds.load_review(round_.place).comments} == said
    assert len(said) == 40


@pytest.mark.parametrize(
    "step",
    [
        *("add --all", "write-tree", "commit-tree", "refs/heads/feature", "rename to index"),
        *("cat-file -e", "rename to submitted.json", "hash-object", "mktree"),
        *("-m review", "update-ref refs/messypr/review"),
    ],
)
def test_a_killed_hand_in_can_be_repeated(round_: RoundUnderTest, step: str) -> None:
    round_.add("one")
    round_.write("app.py", "x = 3\n")
    round_.write("new.py", "n = 1\n")
    with start(HAND_IN, str(round_.repository), step) as killed:
        assert killed.wait() == -signal.SIGKILL
    assert round_.bodies() == ["one"]
    assert git.succeeds("fsck", "--strict", cwd=round_.repository)
    go_on(round_)


def go_on(round_: RoundUnderTest) -> None:
    """Hand in after a kill, and look at everything that this must leave."""
    assert not (round_.repository / ".git" / "index.lock").exists()
    handed_in = rounds.hand_in(
        round_.place, event=Event.COMMENT, body="done", message="work", now=NOW
    )
    assert handed_in.submitted is not None
    assert handed_in.submitted.head == round_.git("rev-parse", "feature")
    assert round_.git("rev-list", "--count", f"{round_.dealt.head_commit}..feature") == "1"
    assert round_.git("show", "feature:app.py") == "x = 3"
    assert round_.git("status", "--porcelain") == ""
    assert '"one"' in round_.git("show", "refs/messypr/review:review.json")
    assert list(round_.place.folder.glob("tmp-*")) == []


def test_git_killed_in_the_middle_of_adding_leaves_no_lock(
    round_: RoundUnderTest, tmp_path: Path
) -> None:
    round_.add("one")
    gate, never = tmp_path / "gate", tmp_path / "never"
    os.mkfifo(gate)
    os.mkfifo(never)
    (round_.repository / ".git" / "info").mkdir(exist_ok=True)
    attributes = round_.repository / ".git" / "info" / "attributes"
    attributes.write_text("app.py filter=stop\n")
    round_.git("config", "filter.stop.clean", f"echo adding > {gate}; cat {never}")
    round_.write("app.py", "x = 3\n")
    with start(BLOCKED, str(round_.repository)) as blocked:
        assert gate.read_text() == "adding\n"
        os.killpg(blocked.pid, signal.SIGKILL)
    assert list(round_.place.folder.glob("tmp-*/index.lock")) != []
    attributes.unlink()
    go_on(round_)


def test_a_killed_start_can_be_repeated(round_: RoundUnderTest) -> None:
    begun = rounds.load(round_.place)
    shutil.rmtree(round_.place.folder)
    round_.place.folder.mkdir()
    (round_.place.folder / "lock").touch()
    (round_.place.folder / "tmp-half").write_text('{"schema": "mess')
    place = rounds.create(round_.repository, begun)
    assert rounds.load(place) == begun
    assert sorted(file.name for file in place.folder.iterdir()) == ["lock", "round.json"]
