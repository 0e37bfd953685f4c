"""Files of the pull request that somebody has marked as viewed."""

from __future__ import annotations

import json

from checker.rounds.folder import exclusive
from checker.rounds.values import RoundDir
from checker.sandbox.isolation.beneath import read_named
from checker.system.files import write_whole

FILE = "viewed.json"


def load_viewed(round_dir: RoundDir) -> frozenset[str]:
    """Return the paths that are marked as viewed."""
    try:
        paths = json.loads(read_named(round_dir.folder / FILE))
    except (OSError, ValueError, RecursionError):
        return frozenset()
    return frozenset(each for each in paths if isinstance(each, str)) if paths else frozenset()


def mark_viewed(round_dir: RoundDir, path: str, *, viewed: bool) -> frozenset[str]:
    """Mark a path as viewed, or remove the mark, and return all marked paths."""
    with exclusive(round_dir):
        there = load_viewed(round_dir)
        paths = there | {path} if viewed else there - {path}
        content = json.dumps(sorted(paths), ensure_ascii=True)
        write_whole(round_dir.folder / FILE, content.encode())
    return paths
