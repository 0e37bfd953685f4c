"""The values of a round."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from checker.model.review import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """When a round was handed in, at which commit, and how its review ends."""

    at: datetime
    head: str
    event: Event
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What was dealt to whom it may concern, since when, and for how long.

    ``profile`` is what was asked for besides the seed, as it is written; ``description`` the pull
    request's text as it was dealt.
    """

    pack: str
    digest: str
    seed: int
    dealt_head: str
    base_commit: str
    branch: str
    started_at: datetime
    minutes: int
    profile: str = ""
    description: str = ""
    submitted: Submitted | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundDir:
    """Where a round lives: its working tree, and the folder of its state."""

    worktree: Path
    folder: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """How many comments an import added, and how many were there already."""

    added: int
    skipped: int


def time_left(round_: Round, now: datetime) -> timedelta:
    """Return how much time is left, below zero when it is over; handing in stops the clock."""
    end = round_.submitted.at if round_.submitted else now
    return timedelta(minutes=round_.minutes) - (end - round_.started_at)
