"""The judging of comments, held against what careful people said of them."""

from __future__ import annotations

import math
from collections import Counter

import pytest

from benchmarks.agreement import jackknife, kappa, weighted_kappa, wilson
from benchmarks.calibrate import ATTACKS, REGISTERS, figures
from benchmarks.calibration import CREDIT, NUMBERED, fitted, judge, rows
from checker.packs import loading

ROWS = rows()
PLACES = {*NUMBERED, "function", "file", "elsewhere"}


def test_the_rows_cover_every_defect_in_every_register_and_under_every_attack() -> None:
    for pack in {row.pack for row in ROWS}:
        for defect in loading.load(pack).key.defects:
            mine = [row for row in ROWS if (row.pack, row.defect) == (pack, defect.slug)]
            assert {row.register for row in mine} == {"", *REGISTERS}, defect.slug
            assert {row.attack for row in mine} == {"", *ATTACKS}, defect.slug
            assert {row.label for row in mine} == set(CREDIT), defect.slug


def test_the_rows_are_many_and_a_third_of_them_are_negatives_on_the_very_line() -> None:
    comments = [row for row in ROWS if not row.attack]
    negatives = [row for row in comments if row.label == "none"]
    assert len(comments) >= 400
    assert len(negatives) >= len(comments) / 3
    assert {row.place for row in negatives} == {"line"}
    assert {row.label for row in ROWS if row.attack} == {"none"}
    assert {row.place for row in ROWS} == PLACES
    assert max(Counter(row.body for row in ROWS).values()) == 1


def test_both_halves_are_of_some_size() -> None:
    halves = Counter(fitted(slug) for slug in {row.defect for row in ROWS})
    assert min(halves.values()) >= sum(halves.values()) / 3


@pytest.mark.parametrize(
    ("pairs", "wanted"),
    [
        ([(1, 1), (0, 0)], 1.0),
        ([(1, 0), (0, 1)], -1.0),
        ([(1, 1), (1, 0), (0, 1), (0, 0)], 0.0),
        ([(0.5, 1), (0, 0)], 1.0),
    ],
)
def test_kappa_is_agreement_beyond_chance(pairs: list[tuple[float, float]], wanted: float) -> None:
    assert math.isclose(kappa(pairs), wanted)


def test_weighted_kappa_counts_half_a_step_as_half() -> None:
    assert math.isclose(weighted_kappa([(1, 1), (0, 0), (0.5, 0.5)]), 1.0)
    near = weighted_kappa([(1, 0.5), (0, 0), (1, 1), (0, 0)])
    far = weighted_kappa([(1, 0), (0, 0), (1, 1), (0, 0)])
    assert far < near < 1


def test_wilsons_interval_is_the_known_one() -> None:
    low, high = wilson(8, 10)
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(0, 20)[0] == 0.0


def test_the_jackknife_is_narrow_where_all_groups_agree() -> None:
    groups = {name: [(1.0, 1.0), (0.0, 0.0)] for name in "abc"}
    assert jackknife(groups, kappa) == (1.0, 1.0)


def test_the_matcher_agrees_with_a_careful_person_on_the_unfitted_half() -> None:
    judged = [each for each in judge(ROWS) if not fitted(each.row.defect)]
    of = figures(judged)
    assert of.kappa >= 0.85
    assert of.precision.value >= 0.97
    assert [each.row.body for each in judged if each.row.attack and each.pair[1]] == []
