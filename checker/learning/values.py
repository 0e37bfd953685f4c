"""The values of the history: one record a round, with one record a defect."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

from checker.rules.rule import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class DefectRecord:
    """How one defect of a round went.

    ``found`` is 1, or 0.5 for a bare question; ``given`` the severity that the reviewer gave.
    ``found_second`` is when the comment that found it was written, counted from the start, and
    ``hinted`` says that a hint had named its file or function. ``category`` is text, because a
    later version may have other categories.
    """

    slug: str
    rule: str
    category: str
    severity: Severity
    two_places: bool
    old_lines: bool
    found: float
    fixed: bool
    given: Severity | None = None
    found_second: int | None = None
    hinted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRecord:
    """A practice round that was graded."""

    pack: str
    seed: int
    profile: str
    dealt_head: str
    started_at: datetime
    ended_at: datetime
    limit_seconds: int
    score: float
    review: float
    fix: float
    precision: float
    recall: float
    claims: int
    false_alarms: int
    noise: int
    hints: int
    defects: tuple[DefectRecord, ...]

    @property
    def used_seconds(self) -> int:
        """How long the round took."""
        return int((self.ended_at - self.started_at).total_seconds())

    @property
    def found(self) -> float:
        """How many defects were found, a bare question counting half."""
        return sum(each.found for each in self.defects)

    @property
    def fixed(self) -> int:
        """How many defects were fixed."""
        return sum(each.fixed for each in self.defects)

    @property
    def first_blocker_second(self) -> int | None:
        """When the first blocker was found, counted from the start; None if none was."""
        seconds = (each.found_second for each in self.defects if each.severity is Severity.BLOCKER)
        return min((second for second in seconds if second is not None), default=None)


ROUND = tuple(each.name for each in fields(RoundRecord) if each.name != "defects")
"""The names of a round's own figures."""
DEFECT = tuple(each.name for each in fields(DefectRecord))
"""The names of a defect's figures."""
