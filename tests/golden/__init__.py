"""What was once right, byte by byte."""

from __future__ import annotations

from pathlib import Path

from checker import report
from checker.report import Scorecard

DEALS = Path(__file__).with_name("deals.json")
HOSTILE_REPORT = Path(__file__).with_name("report_hostile.json")


def hostile_scorecard() -> Scorecard:
    """Return a scorecard in which everything that a candidate may choose is hostile."""
    return report.parse(HOSTILE_REPORT.read_text("ascii"))
