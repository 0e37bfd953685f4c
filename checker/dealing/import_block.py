"""Keep a file's import block as its author's tools would leave it.

Planting a defect may need an import or leave one unused, and either would reveal the place. ruff
removes and sorts (20 ms per file): libcst's import visitors need the scopes of the whole file, are
twenty times slower, and leave the order to ruff anyway.
"""

from __future__ import annotations

import ast
import subprocess
from pathlib import PurePosixPath

from checker.errors import EnvironmentBrokenError, PlantingError
from checker.parsing import parse
from checker.system.tools import RUFF


def tidy(source: str, path: PurePosixPath, *, add: tuple[str, ...], config: str) -> str:
    """Return the source with import lines added, unused ones removed and all sorted.

    Args:
        source: A module that parses.
        path: Its path, from which ruff knows what is first-party.
        add: Import lines, such as ``import time``.
        config: TOML for ``ruff check --config``: the pack's own isort settings.

    Raises:
        PlantingError: the source does not parse.
        EnvironmentBrokenError: ruff cannot sort the imports.
    """
    source = _insert(source, add, path)
    command = [*RUFF, "check", "--isolated", "--no-cache", "--quiet", "--fix", "--config", config]
    done = subprocess.run(
        [*command, "--select", "F401,I001", "--exit-zero", "--stdin-filename", str(path), "-"],
        input=source,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise EnvironmentBrokenError(
            f"ruff cannot sort the imports of {path}: {done.stderr.strip()}"
        )
    return done.stdout


def _insert(source: str, add: tuple[str, ...], path: PurePosixPath) -> str:
    """Return the source with lines below its imports, or below its docstring if it has none."""
    try:
        module = parse(source)
    except SyntaxError as error:
        raise PlantingError(f"{path} does not parse after planting: {error}") from error
    above: list[ast.stmt] = [n for n in module.body if isinstance(n, ast.Import | ast.ImportFrom)]
    gap = ""
    if not above and ast.get_docstring(module, clean=False) is not None:
        above, gap = module.body[:1], "\n"
    end = max((node.end_lineno or 0 for node in above), default=0)
    lines = source.splitlines(keepends=True)
    added = [gap, *(f"{line}\n" for line in add)] if add else []
    return "".join([*lines[:end], *added, *lines[end:]])
