"""Progress: intervals against published figures, and no claim that the figures do not carry."""

from __future__ import annotations

import pytest

from checker.learning.intervals import difference, wilson
from checker.learning.progress import Standing, progress
from checker.learning.trends import Trend, points, sparkline
from checker.rules.rule import Severity
from tests.learning.played import defect, played


@pytest.mark.parametrize(
    ("hits", "number", "low", "high"),
    [
        # Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_the_published_one(hits: int, number: int, low: float, high: float) -> None:
    found = wilson(hits, number)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_the_interval_of_a_difference_is_the_published_one() -> None:
    found = difference(56, 70, 48, 80)  # Newcombe 1998, table II, contrast (a)
    assert (round(found.low, 4), round(found.high, 4)) == (0.0524, 0.3339)
    none = difference(0, 10, 0, 20)
    assert (round(none.low, 4), round(none.high, 4)) == (-0.1611, 0.2775)


def by(kind: str, *rounds: object) -> dict[str, Standing]:
    said = progress(rounds)  # type: ignore[arg-type]
    return {each.name: each.standing for each in dict(said.by)[kind]}


def test_a_kind_is_a_gap_or_a_strength_only_where_the_figures_carry_it() -> None:
    good = [defect(found=1.0, category="async")] * 12
    bad = [defect(category="mistral")] * 12
    even = [defect(category="naming"), defect(found=1.0, category="naming")] * 4
    few = [defect(category="tests")] * 4
    record = played(*good, *bad, *even, *few)
    assert by("category", record) == {
        "async": Standing.STRENGTH,
        "mistral": Standing.GAP,
        "naming": Standing.LEVEL,
        "tests": Standing.TOO_FEW,
    }
    said = progress([record])
    assert [each.name for each in said.strengths] == ["async"]
    assert [each.name for each in said.gaps] == ["mistral"]
    assert next(e for e in dict(said.by)["category"] if e.name == "tests").share is None


def test_one_find_of_five_against_none_of_eight_is_no_strength() -> None:
    mine = [defect(found=1.0, category="async"), *[defect(category="async")] * 4]
    assert by("category", played(*mine, *[defect(category="tests")] * 8)) == {
        "async": Standing.LEVEL,
        "tests": Standing.LEVEL,
    }


def test_a_question_is_no_find_in_a_share() -> None:
    [tally] = dict(progress([played(*[defect(found=0.5)] * 5)]).by)["category"]
    assert (tally.found, tally.asked, tally.share) == (0, 5, 0.0)


def test_severities_and_the_first_blocker() -> None:
    worst = Severity.BLOCKER
    record = played(
        defect(found=1.0, severity=worst, second=600, given=Severity.MAJOR),
        defect(found=1.0, severity=worst, second=300, given=worst),
        defect(found=1.0, severity=Severity.NIT, second=10, given=Severity.MINOR),
    )
    assert record.first_blocker_second == 300
    said = progress([record, played(day=1)])
    assert (said.calibration.given, said.calibration.same, said.calibration.bias) == (3, 1, 0.0)
    values = {each.name: each.values for each in said.trends}
    assert values["first blocker"] == (5.0, None)
    assert values["found"] == (100.0, None)


def test_a_sparkline_rises_with_the_values_and_leaves_out_what_is_missing() -> None:
    trend = Trend(name="score", unit="", values=(0.0, 50.0, None, 100.0), top=100.0)
    assert sparkline(trend, 10) == "▁▅ █"
    assert sparkline(trend, 2) == " █"
    assert sparkline(trend, 10, ascii_only=True) == "_+ #"
    assert points(trend, 300, 90) == ((0.0, 90.0), (100.0, 45.0), (300.0, 0.0))
    nothing = Trend(name="alarms", unit="", values=(0.0,), top=None)
    assert sparkline(nothing, 10) == "▁"
