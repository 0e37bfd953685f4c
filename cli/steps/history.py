"""The history of this user's practice, in the state folder of this user."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from checker import rounds
from checker.errors import HistoryError, RoundError
from checker.learning import store
from checker.learning.recording import record
from checker.learning.values import RoundRecord
from checker.report import Scorecard
from checker.rounds import Round, RoundDir
from cli.output.say import print_note


def folder() -> Path:
    """Return the folder for state that must outlive a cache: MESSYPR_STATE, or XDG_STATE_HOME."""
    if chosen := os.environ.get("MESSYPR_STATE"):
        return Path(chosen)
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local/state") / "messypr"


def keep(round_dir: RoundDir, round_: Round, card: Scorecard) -> None:
    """Keep a practice round that was graded; where that is impossible, say why and go on."""
    if round_.submitted is None:
        return
    try:
        kept = record(
            card,
            rounds.load_review(round_dir),
            rounds.dealt(round_dir),
            profile=round_.profile,
            started_at=round_.started_at,
            ended_at=round_.submitted.at,
        )
        store.add(folder(), kept, _warn)
    except (HistoryError, RoundError) as error:
        _warn(f"the round is not in the history: {error}; `messypr submit` tries again")


def load() -> tuple[RoundRecord, ...]:
    """Return all rounds of the history, oldest first.

    Raises:
        HistoryError: The history cannot be read.
    """
    return store.load(folder(), _warn)


def forget() -> int:
    """Remove all that is kept; return how many files that were.

    Raises:
        HistoryError: A file cannot be removed.
    """
    return store.forget(folder())


def dealt_before(pack: str) -> frozenset[str]:
    """Return the defects of a pack that this person was dealt before, as far as that is known."""
    try:
        return store.load_dealt(folder(), pack, _warn)
    except HistoryError as error:
        _warn(f"what was dealt before is not known: {error}")
        return frozenset()


def record_dealt(pack: str, slugs: Iterable[str]) -> None:
    """Store what was dealt; a state folder that cannot be written stops nobody."""
    with suppress(HistoryError):  # submit says it, when there is a round to lose
        store.add_dealt(folder(), pack, slugs, _warn)


def _warn(text: str) -> None:
    print_note(f"messypr: {text}")
