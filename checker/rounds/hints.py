"""Keep the hints that were taken in the review of the round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from checker.errors import ConflictError
from checker.model.review import Hint
from checker.rounds.folder import exclusive
from checker.rounds.state import load_review, open_round, save_review
from checker.rounds.values import RoundDir


def take_hint(round_dir: RoundDir, hint: Hint, *, before: Sequence[Hint]) -> tuple[Hint, ...]:
    """Add a hint to those taken before, and return all of them.

    Raises:
        RoundError: The round was handed in.
        ConflictError: Another window took a hint meanwhile.
    """
    with exclusive(round_dir):
        open_round(round_dir)
        review = load_review(round_dir)
        if review.hints != tuple(before):
            raise ConflictError("a hint was taken in another window: see it first")
        return save_review(round_dir, replace(review, hints=(*review.hints, hint))).hints
