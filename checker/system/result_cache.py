"""Results of checks that are not asked for twice: kept by what went into them.

A result depends on the check's inputs, the pack, the tools and messypr's own code, and on nothing
else (``make flaky`` holds that), so the hash of all these finds it again. Only the grading process
writes here; candidate code never sees the folder, and level ``basic``, where it could, reuses
nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import checker
from checker.model.pack import Tree
from checker.system import tools, trees

MOST = 5_000  # results; the oldest go first
LARGEST = 1 << 20


def cache_home() -> Path:
    """Return the folder for what can be made again: MESSYPR_CACHE, or below XDG_CACHE_HOME."""
    if chosen := os.environ.get("MESSYPR_CACHE"):
        return Path(chosen)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "messypr"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultCache:
    """Where results are kept; None keeps none and asks every time."""

    folder: Path | None = None

    def get_or_compute(
        self,
        inputs: object,
        ask: Callable[[], Any],
        *,
        worth_keeping: Callable[[Any], bool] = bool,
    ) -> Any:
        """Return what was answered for these inputs before, or ask and keep the answer.

        Inputs and answers are JSON values. An answer that is not worth keeping, such as one that a
        deadline cut short, is asked for again next time.
        """
        if self.folder is None:
            return ask()
        name = hashlib.sha256(f"{_code_version()}{json.dumps(inputs)}".encode()).hexdigest()
        file = self.folder / name[:2] / f"{name[2:]}.json"
        try:
            return json.loads(file.read_bytes())
        except (OSError, ValueError):  # not there, or cut short by a full disk
            answer = ask()
        if worth_keeping(answer):
            _keep(file, json.dumps(answer).encode())
        return answer


NO_CACHE = ResultCache()


def user_cache() -> ResultCache:
    """Return this user's cache."""
    return ResultCache(folder=cache_home() / "results")


def tidy(kept: ResultCache) -> None:
    """Remove the oldest results where there are too many."""
    if kept.folder is None:
        return
    files = [(file.stat().st_mtime, file) for file in kept.folder.glob("*/*.json")]
    for _, file in sorted(files)[: max(len(files) - MOST, 0)]:
        file.unlink(missing_ok=True)


def digest(tree: Tree) -> str:
    """Return a hash of a tree: every path and every byte."""
    whole = hashlib.sha256()
    for path in sorted(tree):
        whole.update(f"{path}\0{len(tree[path])}\0".encode() + tree[path])
    return whole.hexdigest()


@lru_cache
def _code_version() -> str:
    """Return what all results stand on: the tools' versions and messypr's own code."""
    return f"{tools.versions()}{digest(trees.read(Path(checker.__file__).parent))}"


def _keep(file: Path, content: bytes) -> None:
    if len(content) > LARGEST:
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor, partial = tempfile.mkstemp(dir=file.parent, prefix=".kept-")
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(content)
        Path(partial).replace(file)
    except OSError:
        return  # a cache that cannot be written is no cache
