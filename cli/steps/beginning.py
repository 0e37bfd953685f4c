"""Begin a round: build what was drawn in a folder of its own, and start the clock."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from checker import rounds
from checker.dealing import build
from checker.errors import RoundError
from checker.model.key import Challenge
from checker.model.profile import written
from checker.model.times import to_second
from checker.rounds import Round
from checker.system.files import new_folder
from cli.steps.history import record_dealt


def check_folder(into: Path) -> None:
    """Return if a round can be put into a folder.

    Raises:
        RoundError: It holds something, or is the working directory.
    """
    if into.resolve() == Path.cwd():
        raise RoundError("a round needs a folder of its own: name one that does not exist yet")
    if into.is_dir() and not any(into.iterdir()):
        return
    if into.exists() or into.is_symlink():
        raise RoundError(f"{into} exists and is not an empty folder: choose another with --dir")


def begin_round(challenge: Challenge, into: Path, minutes: int) -> Round:
    """Build the round in a temporary folder, rename it into place, return the round."""
    with new_folder(into) as repository:
        deal = build.build(challenge, repository)
        round_ = Round(
            pack=challenge.pack.pr.slug,
            digest=challenge.pack.digest,
            seed=challenge.seed,
            dealt_head=deal.dealt.head_commit,
            base_commit=deal.dealt.base_commit,
            branch=challenge.pack.pr.branch,
            started_at=to_second(datetime.now(UTC)),
            minutes=minutes,
            profile=written(challenge.profile),
            description=deal.description,
        )
        rounds.create(repository, round_)
    record_dealt(round_.pack, [defect.slug for defect in challenge.defects])
    return round_
