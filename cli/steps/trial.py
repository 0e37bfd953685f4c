"""A tiny grade: whether a hidden test and the tools run on this machine, installed as they are."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from checker.errors import EnvironmentBrokenError, PackError
from checker.model.result import Outcome
from checker.packs import loading
from checker.sandbox.client.judge import Judge
from checker.sandbox.client.protocol import HiddenTestRequest
from checker.sandbox.isolation import run_tool
from checker.sandbox.isolation.levels import Isolation
from checker.system import trees
from checker.system.tools import RUFF

PACK = "helpdesk"
HIDDEN_TEST = "test_settings.py::test_the_defaults_are_those_of_the_pull_request"
SECONDS = 60.0
LONGEST = 200
TOOLS = {
    "ruff": (*RUFF, "--version"),
    "mypy": (sys.executable, "-I", "-m", "mypy", "--version"),
}


def run(
    level: Isolation, commands: Mapping[str, Sequence[str]] = MappingProxyType(TOOLS)
) -> dict[str, str]:
    """Return what each part of a grade came to: "" where it works, else why it does not."""
    with tempfile.TemporaryDirectory() as folder:
        tools = dict(_tools(Path(folder), level, commands))
        return {"a hidden test": _hidden_test(Path(folder) / "tree", level), **tools}


def _hidden_test(tree: Path, level: Isolation) -> str:
    pack = loading.load(PACK)
    trees.write(loading.reference_tree(pack), tree)
    request = HiddenTestRequest(pack=pack, tree=tree, node_ids=(HIDDEN_TEST,))
    try:
        with Judge(level) as judge:
            [result] = judge.run(request).results
    except (EnvironmentBrokenError, PackError) as error:
        return str(error)[:LONGEST]
    return "" if result.outcome is Outcome.PASSED else f"{result.outcome}: {result}"[:LONGEST]


def _tools(
    folder: Path, level: Isolation, commands: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, str]]:
    for name, command in commands.items():
        try:
            done = run_tool.run(command, cwd=folder, seconds=SECONDS, level=level)
        except (EnvironmentBrokenError, OSError) as error:
            yield name, str(error)[:LONGEST]
            continue
        said = (done.stderr.strip() or f"it ended with {done.returncode}")[-LONGEST:]
        yield name, "" if done.returncode == 0 else said
