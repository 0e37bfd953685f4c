"""Commit what a candidate changed, so that a kill at any moment leaves a working repository."""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from pathlib import Path

from git.exc import GitCommandError

from checker.errors import RoundError
from checker.rounds.folder import exclusive, scratch
from checker.rounds.state import load
from checker.rounds.values import Round, RoundDir
from checker.submission.printable import git_error_line, printable
from checker.system import git

NAME, EMAIL = "messypr candidate", "candidate@messypr.invalid"
_NO_HOOKS = ("-c", "core.hooksPath=/dev/null")
_UNDER_WAY = {
    "MERGE_HEAD": "a merge",
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
}
MAX_NAMED_FILES = 5


def commit_work(round_dir: RoundDir, message: str, now: datetime) -> str:
    """Commit the whole working tree except ignored files, and return the head.

    If there is nothing to commit the head is unchanged.

    Raises:
        RoundError: HEAD is not on the round's branch, or something is under way there.
    """
    round_ = load(round_dir)
    with exclusive(round_dir), scratch(round_dir) as folder:
        try:
            old = _ready(round_dir, round_)
            tree = _whole_tree(round_dir.worktree, folder / "index", old)
            head = _commit(round_dir.worktree, tree, old, message, now)
            if head != old:
                _advance(round_dir.worktree, round_.branch, head, old)
            (folder / "index").replace(_git_path(round_dir.worktree, "index"))
        except GitCommandError as error:
            raise RoundError(f"git cannot commit your work: {git_error_line(error)}") from error
    return head


def count_uncommitted(round_dir: RoundDir) -> int:
    """Return how many files ``commit_work`` would commit."""
    worktree = round_dir.worktree
    flags = ("--porcelain", "-z", "--no-renames", "--untracked-files=all")
    found = git.run(*_users_settings(worktree), "status", *flags, cwd=worktree)
    return found.count(b"\0")


def _ready(round_dir: RoundDir, round_: Round) -> str:
    """Return the head of the round's branch, if work can be committed to it."""
    worktree = round_dir.worktree
    if not git.succeeds("symbolic-ref", "--quiet", "HEAD", cwd=worktree):
        on = "a detached HEAD"
    else:
        on = git.text("symbolic-ref", "HEAD", cwd=worktree).removeprefix("refs/heads/")
    for name, what in _UNDER_WAY.items():
        if _git_path(worktree, name).exists():
            raise RoundError(f"{what} is under way: finish or abort it first")
    if on != round_.branch:
        raise RoundError(
            f"this round is on branch {round_.branch}, you are on {printable(on)}:"
            f" `git switch {round_.branch}` first"
        )
    if unmerged := git.run("ls-files", "-z", "--unmerged", cwd=worktree):
        entries = unmerged.decode("utf-8", "surrogateescape").split("\0")[:-1]
        paths = sorted({entry.split("\t", 1)[1] for entry in entries})
        names = ", ".join(map(printable, paths[:MAX_NAMED_FILES]))
        raise RoundError(f"some files are unmerged: {names}; resolve them and `git add` them")
    return git.text("rev-parse", "--verify", f"refs/heads/{round_.branch}", cwd=worktree)


def _whole_tree(worktree: Path, index: Path, old: str) -> str:
    """Return the tree of all files, built in an index of our own.

    In the real index git would leave index.lock behind if it is killed.
    """
    real = _git_path(worktree, "index")
    extra = {"GIT_INDEX_FILE": str(index)}
    if real.exists():
        shutil.copy2(real, index)  # with its time, or git would overlook later changes
    else:
        git.run(*_NO_HOOKS, "read-tree", old, cwd=worktree, extra=extra)
    git.run(*_NO_HOOKS, *_users_settings(worktree), "add", "--all", cwd=worktree, extra=extra)
    return git.text(*_NO_HOOKS, "write-tree", cwd=worktree, extra=extra)


def _commit(worktree: Path, tree: str, old: str, message: str, now: datetime) -> str:
    """Return a commit of the tree after ``old``, or ``old`` when nothing changed."""
    if tree == git.text("rev-parse", f"{old}^{{tree}}", cwd=worktree):
        return old
    return git.text(
        *("commit-tree", tree, "-p", old, "-F", "-"),
        cwd=worktree,
        stdin=message.encode("utf-8", "replace"),
        extra=_identity(worktree, now),
    )


def _advance(worktree: Path, branch: str, head: str, old: str) -> None:
    name = f"refs/heads/{branch}"
    git.run(*_NO_HOOKS, "update-ref", "-m", "commit: submit", name, head, old, cwd=worktree)


def _git_path(worktree: Path, name: str) -> Path:
    said = git.text("rev-parse", "--path-format=absolute", "--git-path", name, cwd=worktree)
    return Path(said)


def _identity(worktree: Path, now: datetime) -> dict[str, str]:
    """Return the candidate's own name and address for a commit, or placeholders."""
    name = git.user_config("user.name", cwd=worktree) or NAME
    email = git.user_config("user.email", cwd=worktree) or EMAIL
    date = f"{int(now.timestamp())} +0000"
    return {
        "GIT_AUTHOR_NAME": name,
        "GIT_AUTHOR_EMAIL": email,
        "GIT_AUTHOR_DATE": date,
        "GIT_COMMITTER_NAME": name,
        "GIT_COMMITTER_EMAIL": email,
        "GIT_COMMITTER_DATE": date,
    }


def _users_settings(worktree: Path) -> tuple[str, ...]:
    """Return options for what decides, in the user's configuration, which bytes are committed.

    Git ignores what the user ignores everywhere, such as editor files. Where git checks files out
    with CRLF for the user, they are committed with LF.
    """
    own = git.user_config("--type=path", "core.excludesFile", cwd=worktree)
    home = Path(os.environ.get("HOME", git.NOWHERE))
    folder = os.environ.get("XDG_CONFIG_HOME") or home / ".config"
    excludes = Path(own) if own else Path(folder) / "git" / "ignore"
    endings = git.user_config("core.autocrlf", cwd=worktree).lower()
    normal = "false" if endings in ("", "false", "no", "off", "0") else "input"
    return (
        *("-c", f"core.excludesFile={excludes}", "-c", f"core.autocrlf={normal}"),
        *("-c", "core.safecrlf=false"),
    )
