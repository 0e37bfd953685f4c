"""The program of a second judge, within limits; its own programs here are real ones."""

from __future__ import annotations

import os
import select
import shlex
import sys
from pathlib import Path

import pytest

from checker.adjudication import running
from checker.errors import EnvironmentBrokenError, UsageError

LONG = 60.0


def program(folder: Path, text: str) -> str:
    file = folder / "judge with a space.py"
    file.write_text(text, "utf-8")
    return shlex.join([sys.executable, str(file)])


def test_questions_go_in_and_verdicts_come_out(tmp_path: Path) -> None:
    judge = program(tmp_path, "import sys\nsys.stdout.write(sys.stdin.read().upper())")
    asked = "question\n" * 100_000  # more than a pipe holds, both ways
    assert running.run(judge, asked, seconds=LONG) == asked.upper().encode()


def test_a_judge_that_reads_nothing_may_answer(tmp_path: Path) -> None:
    judge = program(tmp_path, "print('{}')")
    assert running.run(judge, "question\n" * 100_000, seconds=LONG) == b"{}\n"


def test_it_has_the_environment_of_whoever_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUDGES_KEY", "a key of its own")
    judge = program(tmp_path, "import os\nprint(os.environ['JUDGES_KEY'])")
    assert running.run(judge, "", seconds=LONG) == b"a key of its own\n"


def test_no_shell_reads_the_command(tmp_path: Path) -> None:
    judge = program(tmp_path, "import sys\nprint(sys.argv[1:])")
    said = running.run(f"{judge} '$HOME' ; echo `id` > {tmp_path}/x", "", seconds=LONG)
    assert said.decode() == f"['$HOME', ';', 'echo', '`id`', '>', '{tmp_path}/x']\n"
    assert not (tmp_path / "x").exists()


def test_a_judge_that_is_not_done_in_time_is_ended_with_its_children(tmp_path: Path) -> None:
    child = tmp_path / "child"
    judge = program(
        tmp_path,
        "import subprocess, sys, time, os\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        f"open({str(child)!r}, 'w').write(str(child.pid))\n"
        "print('{}', flush=True)\n"
        "time.sleep(600)\n",
    )
    with pytest.raises(EnvironmentBrokenError, match="not done after 3 seconds"):
        running.run(judge, "", seconds=3)
    if child.exists():  # on a slow machine it has not begun
        assert ends(int(child.read_text()))


def ends(pid: int) -> bool:
    """Return whether a process is gone or about to go, as its own descriptor says."""
    try:
        watched = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([watched], [], [], LONG)[0])
    finally:
        os.close(watched)


def test_a_judge_that_closes_stdout_and_hangs_is_ended(tmp_path: Path) -> None:
    judge = program(tmp_path, "import os, time\nos.close(1)\ntime.sleep(600)")
    with pytest.raises(EnvironmentBrokenError, match="not done after 2 seconds"):
        running.run(judge, "", seconds=2)


def test_a_judge_that_never_stops_writing_is_ended(tmp_path: Path) -> None:
    judge = program(tmp_path, "import sys\nwhile True: sys.stdout.write('x' * 65536)")
    with pytest.raises(EnvironmentBrokenError, match="wrote more than 4194304 bytes"):
        running.run(judge, "", seconds=LONG)


def test_what_a_judge_said_before_it_failed_does_not_count(tmp_path: Path) -> None:
    judge = program(tmp_path, "print('{}', flush=True)\nraise SystemExit(7)")
    with pytest.raises(EnvironmentBrokenError, match="ended with 7: none of its verdicts"):
        running.run(judge, "", seconds=LONG)


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("", "is empty"),
        ("   ", "is empty"),
        ("judge 'open", "cannot be read: No closing quotation"),
        ("/no/such/judge", "'/no/such/judge' cannot be started: No such file"),
        (str(Path(__file__).parent), "cannot be started: Permission denied"),
    ],
)
def test_a_command_that_is_none_is_a_mistake_of_the_user(command: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        running.run(command, "", seconds=LONG)


def test_nothing_is_left_open(tmp_path: Path) -> None:
    judge = program(tmp_path, "print('{}')")
    before = len([*Path("/proc/self/fd").iterdir()])
    running.run(judge, "", seconds=LONG)
    assert len([*Path("/proc/self/fd").iterdir()]) == before
