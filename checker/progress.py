"""How long work tells what it is doing; whoever shows it passes a function in."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told that ``done`` of ``total`` steps are done and what comes next."""

    def __call__(self, doing: str, done: int, total: int) -> None:
        """Show it, or not."""


def silent(doing: str, done: int, total: int) -> None:
    """Show nothing."""
