"""Rounds as the history keeps them, made by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from checker.learning.values import DefectRecord, RoundRecord
from checker.rules.rule import Severity

START = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def defect(
    rule: str = "off-by-one",
    *,
    found: float = 0.0,
    category: str = "algorithms",
    severity: Severity = Severity.MAJOR,
    second: int | None = None,
    given: Severity | None = None,
    hinted: bool = False,
) -> DefectRecord:
    return DefectRecord(
        slug=f"{rule}-here",
        rule=rule,
        category=category,
        severity=severity,
        two_places=False,
        old_lines=False,
        found=found,
        fixed=False,
        given=given,
        found_second=second,
        hinted=hinted,
    )


def played(*defects: DefectRecord, day: int = 0, pack: str = "helpdesk") -> RoundRecord:
    begun = START + timedelta(days=day)
    return RoundRecord(
        pack=pack,
        seed=day,
        profile="",
        dealt_head=f"{day:040}",
        started_at=begun,
        ended_at=begun + timedelta(minutes=30),
        limit_seconds=2_700,
        score=50.0,
        review=25.0,
        fix=25.0,
        precision=0.5,
        recall=0.5,
        claims=3,
        false_alarms=1,
        noise=0,
        hints=0,
        defects=defects,
    )
