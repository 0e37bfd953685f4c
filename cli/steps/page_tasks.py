"""Run the page's long jobs (checks, grading) in subprocesses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from checker.errors import MessyprError
from checker.model.pack import PullRequest
from checker.model.review import Event
from checker.page.tasks import PageTasks, ToolRun
from checker.progress import Progress
from checker.rounds import RoundDir
from cli.output import progress_json
from cli.steps import visible_checks

MESSYPR = (sys.executable, "-P", "-c", "import cli.app; cli.app.main()")
FLAGS = {Event.APPROVE: "-a", Event.COMMENT: "-c", Event.REQUEST_CHANGES: "-r"}


def page_tasks(round_dir: RoundDir, pr: PullRequest) -> PageTasks:
    """Return what the page of a round may have done."""

    def check(stop: threading.Event) -> Iterator[ToolRun]:
        return visible_checks.run(round_dir, pr, stop)

    def hand_in(event: Event, body: str, progress: Progress) -> None:
        _hand_in(round_dir, event, body, progress)

    def hint() -> None:
        _take_hint(round_dir)

    return PageTasks(checks=visible_checks.names(pr), check=check, hint=hint, hand_in=hand_in)


def _take_hint(round_dir: RoundDir) -> None:
    """Take a hint as the command does; the answers stay in the other process.

    Raises:
        MessyprError: It was refused.
    """
    done = subprocess.run(
        [*MESSYPR, "hint", "--yes", "--json"],
        cwd=round_dir.worktree,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    if done.returncode:
        raise MessyprError(_message(done.stdout) or "there is no hint: `messypr hint` says why")


def _hand_in(round_dir: RoundDir, event: Event, body: str, progress: Progress) -> None:
    """Hand the round in as the command does; the answers stay in the other process.

    Raises:
        MessyprError: It was refused, or could not be graded.
    """
    reading, writing = os.pipe()
    with os.fdopen(reading, encoding="utf-8") as steps:
        try:
            process = _submit(round_dir, event, writing)
        finally:
            os.close(writing)
        with process, ThreadPoolExecutor(max_workers=1) as beside:
            listening = beside.submit(progress_json.read, steps, progress)
            said, _ = process.communicate(body.encode())
            listening.result()
    if process.returncode:
        raise MessyprError(_message(said) or "it was not graded: `messypr submit` says why")


def _submit(round_dir: RoundDir, event: Event, steps: int) -> subprocess.Popen[bytes]:
    """Start ``messypr submit``, which writes its progress to a descriptor."""
    asked = ["submit", "--yes", FLAGS[event], "--body-file", "-", "--json"]
    return subprocess.Popen(
        [*MESSYPR, *asked, "--progress-json", f"/dev/fd/{steps}"],
        cwd=round_dir.worktree,
        pass_fds=(steps,),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def _message(said: bytes) -> str:
    """Return the message of an error that a command printed as JSON, "" without one."""
    try:
        return str(json.loads(said)["error"]["message"])
    except (ValueError, TypeError, KeyError):
        return ""
