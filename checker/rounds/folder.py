"""The folder of a round: find it, lock it, and write files in it whole or not at all."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from git.exc import GitCommandError

from checker.errors import RoundError
from checker.rounds.values import RoundDir
from checker.submission.printable import git_error_line
from checker.system import git
from checker.system.files import UNFINISHED

NAME = "messypr"
ROUND_FILE = "round.json"
_NO_ROUND = (
    "no round here: run `messypr start PACK` to get one, or change to the folder of yours;"
    " a clone of a deal needs its tag: git fetch --tags"
)


def find(start: Path) -> RoundDir:
    """Return the round around ``start``, which can be a subfolder or a linked working tree.

    Raises:
        RoundError: There is no round here.
    """
    worktree, *folders = _places(start)
    for folder in folders:
        if (folder / NAME / ROUND_FILE).is_file():
            return RoundDir(worktree=worktree, folder=folder / NAME)
    raise RoundError(_NO_ROUND)


def repository_of(start: Path) -> Path | None:
    """Return the working tree around ``start``, None where there is none."""
    try:
        return _places(start)[0]
    except RoundError:
        return None


def new(repository: Path) -> RoundDir:
    """Return the place for a round of this repository; its folder exists.

    Raises:
        RoundError: There is no repository here.
    """
    worktree, own, _ = _places(repository)
    (own / NAME).mkdir(exist_ok=True)
    return RoundDir(worktree=worktree, folder=own / NAME)


def _places(start: Path) -> tuple[Path, Path, Path]:
    """Return the working tree, its own git folder, and the one it shares with others."""
    if not start.is_dir():
        raise RoundError(_NO_ROUND)
    asked = ("--show-toplevel", "--git-dir", "--git-common-dir")
    try:
        lines = _rev_parse(start, *asked).splitlines()
        if len(lines) != len(asked):  # a folder whose name has a line feed
            lines = [_rev_parse(start, each) for each in asked]
    except GitCommandError as error:
        if "dubious ownership" in str(error.stderr):
            raise RoundError(
                "this repository belongs to another user: make it yours, or trust it with"
                f" `git config --global --add safe.directory`; {git_error_line(error)}"
            ) from error
        raise RoundError(_NO_ROUND) from error
    worktree, own, shared = map(Path, lines)
    return worktree, own, shared


def _rev_parse(start: Path, *asked: str) -> str:
    said = git.run("rev-parse", "--path-format=absolute", *asked, cwd=start)
    return os.fsdecode(said).removesuffix("\n")


@contextmanager
def exclusive(round_dir: RoundDir) -> Iterator[None]:
    """Lock the round for the block; unfinished files of killed commands are removed."""
    with (round_dir.folder / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for left in round_dir.folder.glob(f"{UNFINISHED}*"):
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink(missing_ok=True)
        yield


@contextmanager
def scratch(round_dir: RoundDir) -> Iterator[Path]:
    """Yield a folder on the file system of the round; the lock must be held."""
    with tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=round_dir.folder) as folder:
        yield Path(folder)
