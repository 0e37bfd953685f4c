"""What a candidate has done to the code of a round so far."""

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


def pending_work(place: RoundDir, sitting: Round) -> PendingWork:
    """Return what there is.

    Raises:
        RoundError: The branch of the round is gone.
    """
    branch = f"refs/heads/{sitting.branch}"
    if not git.says("rev-parse", "--verify", "--quiet", branch, cwd=place.worktree):
        raise RoundError(
            f"the branch of this round is gone: git branch {sitting.branch} {sitting.dealt_head}"
        )
    since = f"{sitting.dealt_head}..{branch}"
    return PendingWork(
        commits=int(git.text("rev-list", "--count", since, cwd=place.worktree)),
        uncommitted=rounds.count_uncommitted(place),
        markers=marking.count(place),
    )
