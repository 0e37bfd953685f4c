"""What the page has done for it: checks and grading, each in processes of their own."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import IO

from checker import rounds
from checker.errors import MessyprError
from checker.model.pack import PullRequest
from checker.model.review import Event
from checker.page.tasks import PageTasks, ToolRun, Work
from checker.progress import Progress
from checker.rounds import RoundDir
from checker.rounds.pending import pending_work
from cli.steps import visible_checks

MESSYPR = (sys.executable, "-P", "-c", "import cli.app; cli.app.main()")
FLAGS = {Event.APPROVE: "-a", Event.COMMENT: "-c", Event.REQUEST_CHANGES: "-r"}
_STEP = re.compile(r"(.{1,200}): (\d{1,6}) of (\d{1,6})")


def page_tasks(round_dir: RoundDir, pr: PullRequest) -> PageTasks:
    """Return what the page of a round may have done."""

    def check() -> Iterator[ToolRun]:
        return visible_checks.run(round_dir, pr)

    def work() -> Work:
        found = pending_work(round_dir, rounds.load(round_dir))
        return Work(commits=found.commits, uncommitted=found.uncommitted, markers=found.markers)

    def hand_in(event: Event, body: str, progress: Progress) -> None:
        _hand_in(round_dir, event, body, progress)

    return PageTasks(checks=visible_checks.NAMES, check=check, hand_in=hand_in, look=work)


def _hand_in(round_dir: RoundDir, event: Event, body: str, progress: Progress) -> None:
    """Hand the round in as the command does; the answers stay in the other process.

    Raises:
        MessyprError: It was refused, or could not be graded.
    """
    command = [*MESSYPR, "submit", "--yes", FLAGS[event], "--body-file", "-", "--json"]
    with subprocess.Popen(
        command,
        cwd=round_dir.worktree,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        if process.stdin is None or process.stdout is None or process.stderr is None:
            raise MessyprError("no pipes")
        listening = threading.Thread(target=_forward_progress, args=(process.stderr, progress))
        listening.start()
        process.stdin.write(body.encode())
        process.stdin.close()
        said = process.stdout.read()
        listening.join()
    if process.returncode:
        raise MessyprError(_last_message(said))


def _forward_progress(said: IO[bytes], progress: Progress) -> None:
    """Pass on how far the other process is; it says so in lines for people."""
    for line in said:
        if step := _STEP.fullmatch(line.decode("utf-8", "replace").strip()):
            progress(step[1], int(step[2]), int(step[3]))


def _last_message(said: bytes) -> str:
    try:
        message = json.loads(said)["error"]["message"]
    except (ValueError, TypeError, KeyError):
        return "it was not graded: `messypr submit` says why"
    return str(message)
