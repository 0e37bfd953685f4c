"""Linters as somebody would set them on a pull request, and their findings as one kind of value."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path, PurePosixPath

from checker.checks import lint, typecheck
from checker.checks.lint import LintFinding
from checker.model.key import Pack
from checker.model.pack import Tree
from checker.sandbox.isolation import run_tool
from checker.system import trees

TIMEOUT_SECONDS = 600.0
PYLINT_USAGE_BIT = 32  # pylint sets it in its exit code when it could not start
OWN = ("ruff, pack's own", "mypy --strict, pack's own")
LINE = re.compile(r"(?P<path>[^:]+):(?P<line>\d+):\d+: (?P<code>ASYNC\d+) (?P<message>.*)")


def ruff(tree: Tree, folder: Path, pack: Pack) -> list[LintFinding]:
    """Return what ruff finds with the pack's own configuration."""
    config = pack.pr.base / "pyproject.toml"
    return lint.findings(folder, trees.python_files(tree), config=config)


def ruff_all(tree: Tree, folder: Path, pack: Pack) -> list[LintFinding]:
    """Return what ruff finds with every stable rule."""
    del pack
    return lint.findings(folder, trees.python_files(tree), select=["ALL"])


def mypy(tree: Tree, folder: Path, pack: Pack) -> list[LintFinding]:
    """Return what mypy finds with the pack's own configuration, which is strict for every pack."""
    del folder
    return typecheck.findings(tree, pack)


def pylint(tree: Tree, folder: Path, pack: Pack) -> list[LintFinding]:
    """Return what pylint finds as it comes, in the package and its tests."""
    options = [
        "--rcfile=/dev/null",
        "--persistent=n",
        "--source-roots=src",
        "--output-format=json2",
    ]
    done = _run(["pylint", *options, "--", *map(str, _files(tree, pack))], folder)
    if done.returncode is None or done.returncode & PYLINT_USAGE_BIT:
        raise ChildProcessError(f"pylint ended with {done.returncode}: {done.stderr[:200]}")
    return [
        LintFinding(
            path=each["path"], code=each["symbol"], line=each["line"], message=each["message"]
        )
        for each in json.loads(done.stdout)["messages"]
    ]


def flake8_async(tree: Tree, folder: Path, pack: Pack) -> list[LintFinding]:
    """Return what flake8-async finds with the rules that it has on for asyncio."""
    done = _run(["flake8_async", "--asyncio", *map(str, _files(tree, pack))], folder)
    if done.returncode not in {0, 1}:
        raise ChildProcessError(f"flake8-async ended with {done.returncode}: {done.stderr[:200]}")
    matches = filter(None, map(LINE.match, done.stdout.splitlines()))
    return [
        LintFinding(path=m["path"], code=m["code"], line=int(m["line"]), message=m["message"])
        for m in matches
    ]


LINTERS: Mapping[str, Callable[[Tree, Path, Pack], list[LintFinding]]] = {
    OWN[0]: ruff,
    OWN[1]: mypy,
    "ruff ALL": ruff_all,
    "pylint": pylint,
    "flake8-async": flake8_async,
}


def new(
    found: Iterable[LintFinding], tree: Tree, before: Iterable[LintFinding], old: Tree
) -> list[LintFinding]:
    """Return the findings that were not there before; a line is known by its text."""
    left = Counter(_known_by(each, old) for each in before)
    fresh = []
    for each in found:
        name = _known_by(each, tree)
        left[name] -= 1
        if left[name] < 0:
            fresh.append(each)
    return fresh


def _known_by(finding: LintFinding, tree: Tree) -> tuple[str, str, bytes]:
    lines = tree.get(PurePosixPath(finding.path), b"").splitlines()
    text = lines[finding.line - 1] if 0 < finding.line <= len(lines) else b""
    return finding.path, finding.code, text.strip()


def _files(tree: Tree, pack: Pack) -> list[PurePosixPath]:
    inside = (pack.pr.package, pack.pr.tests)
    return [p for p in trees.python_files(tree) if any(p.is_relative_to(each) for each in inside)]


def _run(module: list[str], folder: Path) -> run_tool.FinishedTool:
    return run_tool.run([sys.executable, "-m", *module], cwd=folder, seconds=TIMEOUT_SECONDS)
