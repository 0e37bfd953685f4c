"""What a candidate has changed in a round so far."""

from __future__ import annotations

from dataclasses import dataclass

from checker import rounds
from checker.errors import RoundError
from checker.rounds import Round, RoundDir
from checker.rounds import markers as marking
from checker.system import git


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingWork:
    """Commits after the dealt head, changed files without a commit, and markers in the code."""

    commits: int
    uncommitted: int
    markers: int


def pending_work(round_dir: RoundDir, round_: Round) -> PendingWork:
    """Return the candidate's work that is not handed in yet.

    Raises:
        RoundError: The branch of the round is gone.
    """
    branch = f"refs/heads/{round_.branch}"
    if not git.succeeds("rev-parse", "--verify", "--quiet", branch, cwd=round_dir.worktree):
        raise RoundError(
            f"the branch of this round is gone: git branch {round_.branch} {round_.dealt_head}"
        )
    since = f"{round_.dealt_head}..{branch}"
    return PendingWork(
        commits=int(git.text("rev-list", "--count", since, cwd=round_dir.worktree)),
        uncommitted=rounds.count_uncommitted(round_dir),
        markers=marking.count(round_dir),
    )
