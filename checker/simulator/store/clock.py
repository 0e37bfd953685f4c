"""The time of a simulator: a test can stop it and move it on."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime

START = datetime(2026, 8, 21, tzinfo=UTC)  # the day of the model cards that ``models`` knows


class Clock:
    """Tells the time to quotas, to the lives of models and to signed URLs.

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
        """Return the day it is."""
        return datetime.fromtimestamp(self.now(), UTC).date()

    def stop(self) -> None:
        """Let time pass by ``advance`` alone."""
        self._told, self._began = self.now(), None

    def advance(self, seconds: float) -> None:
        """Move on by so many seconds."""
        self._told += seconds
