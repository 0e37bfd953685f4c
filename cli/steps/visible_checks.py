"""Run the project's own linters and tests over a working tree, as a reviewer would."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from checker.model.pack import PullRequest
from checker.page.tasks import ToolRun
from checker.rounds import RoundDir
from checker.system.tools import RUFF

TAIL_LINES = 25
OPTIONS = ("PYTEST_", "PYTHON", "RUFF_", "MYPY")  # how names of variables for the tools begin
FORMAT = "ruff format"
DEMANDS = "CONTRIBUTING.md"
STOP_SECONDS = 0.2  # how long a tool goes on after somebody has stopped it
_COUNTS = re.compile(r"(\d+) (passed|failed|errors?|skipped|xfailed|xpassed|deselected)\b")
_END = re.compile(r"\d+ \w+.* in [\d.]+s")
_PLACE = re.compile(r"[^\s:]+:\d+")


def names(pr: PullRequest) -> tuple[str, ...]:
    """Return the tools that the project demands to be silent, in the order in which they run."""
    file = pr.base / DEMANDS
    formats = file.is_file() and FORMAT in file.read_text("utf-8")
    return ("ruff", *((FORMAT,) if formats else ()), "mypy", "pytest")


def run(
    round_dir: RoundDir, pr: PullRequest, stop: threading.Event | None = None
) -> Iterator[ToolRun]:
    """Yield the result of each tool, in the order of ``names``, until ``stop`` is set."""
    stop = stop or threading.Event()
    tools, environment = _tools(round_dir, pr), _environment(round_dir, pr)
    for name in names(pr):
        ran = _run(name, tools[name], round_dir.worktree, environment, stop)
        if stop.is_set():
            return
        yield ran


def _tools(round_dir: RoundDir, pr: PullRequest) -> dict[str, list[str]]:
    """Return the command of each tool; -P keeps the project's files from replacing the tool."""
    python = [sys.executable, "-P", "-m"]
    sources = [str(each) for each in (pr.package, pr.tests) if (round_dir.worktree / each).is_dir()]
    return {
        "ruff": [*RUFF, "check", "--no-cache", "--quiet", "--output-format", "concise", "."],
        FORMAT: [*RUFF, "format", "--no-cache", "--check", "."],
        "mypy": [*python, "mypy", "--no-error-summary", *sources],
        "pytest": [*python, "pytest", "-q", "--no-header", "-p", "no:cacheprovider"],
    }


def _environment(round_dir: RoundDir, pr: PullRequest) -> Mapping[str, str]:
    """Return an environment in which the project can be imported and no files are left.

    Options that the user has set for tools elsewhere are not the project's.
    """
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(OPTIONS)},
        "PYTHONPATH": str(round_dir.worktree / pr.package),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "MYPY_CACHE_DIR": str(round_dir.folder / "mypy"),
        "NO_COLOR": "1",
        "TERM": "dumb",
    }


def _run(
    name: str, tool: list[str], folder: Path, environment: Mapping[str, str], stop: threading.Event
) -> ToolRun:
    begun = time.monotonic()
    with subprocess.Popen(
        tool,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        process_group=0,  # so that what the project's tests start ends with them
    ) as process:
        try:
            said = _listened(process, stop)
        finally:
            _end(process)
    lines = [line.rstrip() for line in said.decode("utf-8", "replace").splitlines()]
    return ToolRun(
        name=name,
        passed=process.returncode == 0,
        summary=summary(name, lines),
        tail=tuple(lines[-TAIL_LINES:]),
        ran=_shown(name, tool),
        seconds=round(time.monotonic() - begun, 1),
    )


def _listened(process: subprocess.Popen[bytes], stop: threading.Event) -> bytes:
    """Return what a tool prints; it and all that it started are killed once ``stop`` is set."""
    while True:
        try:
            return process.communicate(timeout=STOP_SECONDS)[0]
        except subprocess.TimeoutExpired:
            if stop.is_set():
                _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def summary(name: str, lines: Sequence[str]) -> str:
    """Return what a tool found in a few words, "" where its output does not say."""
    if name == "pytest":
        ends = (_COUNTS.findall(line) for line in reversed(lines) if _END.search(line))
        return ", ".join(" ".join(each) for each in next(ends, ()))
    found = sum(bool(_PLACE.match(line)) for line in lines)
    return f"{found} place{'' if found == 1 else 's'}" if found else ""


def _shown(name: str, tool: list[str]) -> str:
    """Return a command as people type it, without the path of Python."""
    word = name.split(maxsplit=1)[0]
    at = next(n for n, each in enumerate(tool) if Path(each).name == word)
    return shlex.join([word, *tool[at + 1 :]])
