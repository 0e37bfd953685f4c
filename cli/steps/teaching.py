"""The lessons of a practice round, from its report and its commits."""

from __future__ import annotations

from git.exc import GitCommandError

from checker import rounds
from checker.errors import RoundError
from checker.page.comparing import compare
from checker.report import Scorecard
from checker.report.lessons import Lesson, lessons
from checker.rounds import RoundDir


def lessons_of(round_dir: RoundDir, card: Scorecard) -> tuple[Lesson, ...]:
    """Return a lesson on each defect of a round that was handed in.

    Raises:
        RoundError: It was not handed in, or its commits are gone.
    """
    round_ = rounds.load(round_dir)
    if round_.submitted is None:
        raise RoundError("no report yet: hand the round in with `messypr submit`")
    try:
        fixes = compare(round_dir.worktree, round_.dealt_head, round_.submitted.head)
    except GitCommandError as error:
        raise RoundError("commits of this round are gone, so its lessons are too") from error
    return lessons(card, fixes)
