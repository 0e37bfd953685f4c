"""Results that are computed once: kept in a folder by what went into them.

A result depends on its inputs, which name the pack and the tree, and on what the cache is made for:
by default the tools' versions and messypr's own code (``make flaky`` holds that nothing else
matters). The hash of both finds it again. Only processes of ours write here; candidate code never
sees the folder, and level ``basic``, where it could, reuses nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import checker
from checker.system import tools, trees
from checker.system.files import write_whole

MOST_RESULTS = 5_000  # the oldest go first
MISSING: Final = object()


def cache_home() -> Path:
    """Return the folder for what can be made again: MESSYPR_CACHE, or below XDG_CACHE_HOME."""
    if chosen := os.environ.get("MESSYPR_CACHE"):
        return Path(chosen)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "messypr"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultCache:
    """A folder of results; without a folder it keeps none and computes every time.

    Inputs and results are JSON values.

    Attributes:
        folder: Where they are kept.
        state: What all of them depend on; None is the tools' versions and messypr's own code.
        forget: Whether nothing is found that was kept before; what is computed is kept all the
            same.
        largest_bytes: A larger result is not kept: it may hold what a candidate's code printed.
    """

    folder: Path | None = None
    state: str | None = None
    forget: bool = False
    largest_bytes: int = 1 << 20

    def find(self, inputs: object) -> Any:
        """Return what was kept for these inputs, or ``MISSING``."""
        if self.folder is None or self.forget:
            return MISSING
        try:
            return json.loads(self._file(self.folder, inputs).read_bytes())
        except (OSError, ValueError):  # not there, or cut short by a full disk
            return MISSING

    def keep(self, inputs: object, result: Any) -> None:
        """Keep a result, whole or not at all; a folder that cannot be written is no obstacle."""
        content = json.dumps(result).encode()
        if self.folder is None or len(content) > self.largest_bytes:
            return
        file = self._file(self.folder, inputs)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(file, content, durable=False)
        except OSError:
            return

    def get_or_compute(
        self,
        inputs: object,
        compute: Callable[[], Any],
        *,
        worth_keeping: Callable[[Any], bool] = bool,
    ) -> Any:
        """Return what was kept for these inputs, or compute it and keep it.

        A result that is not worth keeping, such as one that a deadline cut short, is computed again
        next time.
        """
        known = self.find(inputs)
        if known is not MISSING:
            return known
        result = compute()
        if worth_keeping(result):
            self.keep(inputs, result)
        return result

    def _file(self, folder: Path, inputs: object) -> Path:
        state = _code_version() if self.state is None else self.state
        name = hashlib.sha256(f"{state}{json.dumps(inputs)}".encode()).hexdigest()
        return folder / name[:2] / f"{name[2:]}.json"


NO_CACHE = ResultCache()


def user_cache() -> ResultCache:
    """Return this user's cache."""
    return ResultCache(folder=cache_home() / "results")


def tidy(cache: ResultCache) -> None:
    """Remove the oldest results where there are too many."""
    if cache.folder is None:
        return
    files = [(file.stat().st_mtime, file) for file in cache.folder.glob("*/*.json")]
    for _, file in sorted(files)[: max(len(files) - MOST_RESULTS, 0)]:
        file.unlink(missing_ok=True)


@lru_cache
def _code_version() -> str:
    """Return the tools' versions and a hash of messypr's own code."""
    return f"{tools.versions()}{trees.digest(trees.read(Path(checker.__file__).parent))}"
