"""How long work reports its progress; the caller passes in a function that shows it."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """A function that is called after each step: ``done`` of ``total``, and what comes next.

    A ``total`` of 0 says that the steps are not counted.
    """

    def __call__(self, doing: str, done: int, total: int) -> None:
        """Show the progress, or ignore it."""


def silent(doing: str, done: int, total: int) -> None:
    """Ignore the progress."""
