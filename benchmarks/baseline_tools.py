"""The yardstick: the tools as someone would run them by hand, one after another, each anew."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from checker.model.key import Pack
from checker.model.pack import Tree
from checker.sandbox.client.judge import Judge
from checker.sandbox.client.protocol import HiddenTestRequest
from checker.system import trees
from checker.system.tools import RUFF


class BaselineTools:
    """BaselineTools tools on one tree."""

    def __init__(self, pack: Pack, tree: Tree, scratch: Path) -> None:
        self._pack, self._scratch = pack, scratch
        self._folder = trees.write(tree, scratch / "tree")
        self._config = str(pack.pr.base / "pyproject.toml")

    def warm(self) -> dict[str, Callable[[], object]]:
        """Return the tools with mypy's cache as it is where people work."""
        cache = self._scratch / "cache"
        self._mypy(cache)
        return {
            "bare ruff check": self._ruff,
            "bare mypy, cache warm": lambda: self._mypy(cache),
            "bare pytest of the hidden tests, in one process": self._pytest,
        }

    def cold(self) -> dict[str, Callable[[], object]]:
        """Return the tools with caches that are empty."""
        return {
            "bare ruff check": self._ruff,
            "bare mypy, cache empty": self._mypy_from_nothing,
            "bare pytest of the hidden tests, in one process": self._pytest,
        }

    def _ruff(self) -> None:
        self._run([*RUFF, "check", "--no-cache", "--config", self._config, "."])

    def _mypy_from_nothing(self) -> None:
        with tempfile.TemporaryDirectory(dir=self._scratch) as cache:
            self._mypy(Path(cache))

    def _mypy(self, cache: Path) -> None:
        command = [sys.executable, "-m", "mypy", "--config-file", self._config]
        sources = [str(self._pack.pr.package), str(self._pack.pr.tests)]
        self._run([*command, "--cache-dir", str(cache), *sources])

    def _pytest(self) -> None:
        with Judge(inline=True) as judge:
            judge.run(HiddenTestRequest(pack=self._pack, tree=self._folder, every=True))

    def _run(self, command: list[str]) -> None:
        subprocess.run(command, cwd=self._folder, capture_output=True, check=False)
