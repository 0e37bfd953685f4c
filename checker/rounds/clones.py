"""Rounds in clones of a deal: they begin with the first command, and need no key and no seed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from checker.dealing import tag
from checker.errors import RoundError
from checker.model.pack import PullRequest
from checker.model.times import to_second
from checker.packs import loading
from checker.rounds import folder
from checker.rounds.state import create, load
from checker.rounds.values import Round, RoundDir


def find(start: Path) -> RoundDir:
    """Return the round around ``start``; in a clone of a deal one begins, and its clock.

    Raises:
        RoundError: There is no round here, and no tag of a deal.
    """
    try:
        return folder.find(start)
    except RoundError:
        place = folder.repository_of(start)
        found = tag.read(place) if place else None
        if place is None or found is None:
            raise
    return create(place, _begun(found))


def pull_request(round_dir: RoundDir) -> PullRequest:
    """Return the pull request of a round: of its pack, or as the tag of a clone describes it.

    Raises:
        UnknownPackError: The pack is not installed.
        RoundError: The tag of the clone is gone.
    """
    round_ = load(round_dir)
    if round_.seed is not None:
        return loading.load_pr(round_.pack)
    found = tag.read(round_dir.worktree)
    if found is None:
        raise RoundError(f"the tag of this deal is gone: git fetch origin tag {tag.TAG}")
    return found.pr


def _begun(found: tag.DealTag) -> Round:
    return Round(
        pack=found.pr.slug,
        digest="",
        seed=None,
        dealt_head=found.dealt_head,
        base_commit=found.base_commit,
        branch=found.pr.branch,
        started_at=to_second(datetime.now(UTC)),
        minutes=found.pr.minutes,
        description=found.pr.body,
    )
