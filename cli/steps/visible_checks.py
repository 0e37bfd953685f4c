"""Run the project's own linters and tests over a working tree, as a reviewer would."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from checker.model.pack import PullRequest
from checker.page.tasks import ToolRun
from checker.rounds import RoundDir
from checker.system.tools import RUFF

TAIL_LINES = 25
OPTIONS = ("PYTEST_", "PYTHON", "RUFF_", "MYPY")  # how names of variables for the tools begin
FORMAT = "ruff format"
DEMANDS = "CONTRIBUTING.md"


def names(pr: PullRequest) -> tuple[str, ...]:
    """Return the tools that the project demands to be silent, in the order in which they run."""
    file = pr.base / DEMANDS
    formats = file.is_file() and FORMAT in file.read_text("utf-8")
    return ("ruff", *((FORMAT,) if formats else ()), "mypy", "pytest")


def run(round_dir: RoundDir, pr: PullRequest) -> Iterator[ToolRun]:
    """Yield the result of each tool, in the order of ``names``."""
    tools, environment = _tools(round_dir, pr), _environment(round_dir, pr)
    for name in names(pr):
        yield _run(name, tools[name], round_dir.worktree, environment)


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


def _run(name: str, tool: list[str], folder: Path, environment: Mapping[str, str]) -> ToolRun:
    begun = time.monotonic()
    done = subprocess.run(
        tool,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    lines = [line.rstrip() for line in done.stdout.decode("utf-8", "replace").splitlines()]
    return ToolRun(
        name=name,
        passed=done.returncode == 0,
        tail=tuple(lines[-TAIL_LINES:]),
        ran=_shown(name, tool),
        seconds=round(time.monotonic() - begun, 1),
    )


def _shown(name: str, tool: list[str]) -> str:
    """Return a command as people type it, without the path of Python."""
    word = name.split(maxsplit=1)[0]
    at = next(n for n, each in enumerate(tool) if Path(each).name == word)
    return shlex.join([word, *tool[at + 1 :]])
