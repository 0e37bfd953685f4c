"""``messypr check``."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from checker import library, rounds
from checker.model.pack import PullRequest
from checker.report.words import one_line
from checker.rounds import RoundDir
from checker.tools import RUFF
from cli import marking
from cli.lazy import examples
from cli.output import counted, document, note, say

TAIL = 25
LONGEST_LINE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """How a tool ended, and the end of what it said."""

    name: str
    passed: bool
    tail: tuple[str, ...]


@click.command(epilog=examples("messypr check"))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(*, as_json: bool) -> int:
    """Run the project's own linters and tests.

    ruff, mypy and pytest look at your working tree with the project's own configuration, as a
    reviewer would run them. They know nothing of the answer key; the exit code is 1 if one fails.
    """
    place = rounds.find(Path.cwd())
    pr = library.load_pr(rounds.load(place).pack)
    if left := marking.count(place):
        note(f"{counted(left, 'marker')} in the code: messypr comment import --markers")
    ran = []
    for name, tool in _tools(place, pr).items():
        note(f"running {name} ...")
        ran.append(_run(name, tool, place.worktree, _environment(place, pr)))
        if not as_json:
            _say(ran[-1])
    if as_json:
        fields = [{"name": r.name, "passed": r.passed, "tail": list(r.tail)} for r in ran]
        document("check", {"checks": fields})
    return 0 if all(each.passed for each in ran) else 1


def _tools(place: RoundDir, pr: PullRequest) -> dict[str, list[str]]:
    """Return how each tool is started; -P keeps files of the project from posing as the tool."""
    python = [sys.executable, "-P", "-m"]
    sources = [str(each) for each in (pr.package, pr.tests) if (place.worktree / each).is_dir()]
    return {
        "ruff": [*RUFF, "check", "--no-cache", "--quiet", "--output-format", "concise", "."],
        "mypy": [*python, "mypy", "--no-error-summary", *sources],
        "pytest": [*python, "pytest", "-q", "--no-header", "-p", "no:cacheprovider"],
    }


def _environment(place: RoundDir, pr: PullRequest) -> Mapping[str, str]:
    """Return an environment in which the project can be imported and nothing is left in it."""
    return {
        **os.environ,
        "PYTHONPATH": str(place.worktree / pr.package),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "MYPY_CACHE_DIR": str(place.folder / "mypy"),
        "NO_COLOR": "1",
        "TERM": "dumb",
    }


def _run(name: str, tool: list[str], folder: Path, environment: Mapping[str, str]) -> Ran:
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
    return Ran(name=name, passed=done.returncode == 0, tail=tuple(lines[-TAIL:]))


def _say(ran: Ran) -> None:
    say(f"{ran.name:6}  {'passed' if ran.passed else 'FAILED'}")
    if not ran.passed:
        for line in ran.tail:
            indent = " " * (len(line) - len(line.lstrip()))
            say(f"        {indent}{one_line(line, LONGEST_LINE)}".rstrip())
