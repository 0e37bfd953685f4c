"""The time of a simulator, which a test can stop and advance."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime

START = datetime(2026, 8, 21, tzinfo=UTC)  # the day of the model cards that ``models`` knows


class Clock:
    """The time for quotas, for the lives of models and for signed URLs.

    It starts on the same day in every simulator and runs until it is stopped.
    """

    def __init__(self) -> None:
        self._began: float | None = time.monotonic()
        self._told = START.timestamp()

    def now(self) -> float:
        """Return the seconds since 1970."""
        passed = 0.0 if self._began is None else time.monotonic() - self._began
        return self._told + passed

    def today(self) -> date:
        """Return the current day."""
        return datetime.fromtimestamp(self.now(), UTC).date()

    def stop(self) -> None:
        """Stop the clock: from now on only ``advance`` moves it."""
        self._told, self._began = self.now(), None

    def advance(self, seconds: float) -> None:
        """Move the clock on by some seconds."""
        self._told += seconds
