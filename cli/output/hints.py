"""Hints as sentences, and as fields for programs."""

from __future__ import annotations

from dataclasses import asdict

from checker.grading.scoring import HINT_SHARES
from checker.model.review import Hint
from checker.report.phrasing import hint as sentence

__all__ = ["fields", "price", "sentence"]


def price(hint: Hint) -> str:
    """Return what a hint costs."""
    share = HINT_SHARES[hint.step]
    return f"the next hint names a {hint.step}; it costs {share:.0%} of one defect's weight"


def fields(hint: Hint) -> dict[str, object]:
    """Return a hint for a program."""
    return {**asdict(hint), "share": HINT_SHARES[hint.step], "text": sentence(hint)}
