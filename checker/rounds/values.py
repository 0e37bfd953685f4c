"""The values of a round."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from checker.model.review import Event, LeftOut


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """When a round was handed in, at which commit, and with which verdict."""

    at: datetime
    head: str
    event: Event
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round: what was dealt, when it started, its limit in minutes.

    ``seed`` is None in a clone of a deal, which somebody else grades;
    ``profile`` holds the options besides the seed, in the form of ``profile.written``;
    ``description`` the pull request's text as it was dealt.
    """

    pack: str
    digest: str
    seed: int | None
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
    """The place of a round: its working tree, and the folder of its state."""

    worktree: Path
    folder: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """How many comments an import added, and how many existed already.

    ``summary`` says that the summary of the review grew. ``left_out`` has what was not taken in,
    ``notes`` what was changed in what was.
    """

    added: int
    skipped: int
    summary: bool = False
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[LeftOut, ...] = ()


def time_left(round_: Round, now: datetime) -> timedelta:
    """Return how much time is left, negative after the end; handing in stops the clock."""
    end = round_.submitted.at if round_.submitted else now
    return timedelta(minutes=round_.minutes) - (end - round_.started_at)
