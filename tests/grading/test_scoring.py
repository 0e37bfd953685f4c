"""Scores from results made by hand: the numbers of docs/design.md (Score), worked out on paper."""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TypeAlias

import pytest

from checker.grading.scoring import WEIGHTS, count, explain, score
from checker.model.key import HiddenTest
from checker.model.place import Lines
from checker.model.result import (
    CheckResult,
    Claim,
    ClaimResult,
    DefectResult,
    Matching,
    Outcome,
    Regression,
    Score,
    Verdict,
)
from checker.model.review import Event, ReviewComment, Side
from checker.rules.rule import Severity
from tests.hand_made import a_defect

CHECK = HiddenTest(node_id="test_x.py::test_x")
ALL = (Severity.BLOCKER, Severity.MAJOR, Severity.MINOR, Severity.NIT)  # 8 + 5 + 2 + 1 = 16
Verdicts: TypeAlias = Mapping[Verdict, int]
NONE: Verdicts = {}
NOISE, FALSE_ALARM, DUPLICATE = Verdict.NOISE, Verdict.FALSE_ALARM, Verdict.DUPLICATE
COMMENT = ReviewComment(
    id="c",
    path=PurePosixPath("a.py"),
    lines=Lines(first=1, last=1),
    side=Side.RIGHT,
    severity=None,
    body="",
    created_at=None,
)


def results(
    severities: tuple[Severity, ...], found: tuple[float, ...], fixed: tuple[bool, ...] = ()
) -> list[DefectResult]:
    return [
        DefectResult(
            defect=a_defect(f"d{number}", severity=severity),
            places=(),
            found=credit,
            by=None,
            checks=(
                CheckResult(check=CHECK, outcome=Outcome.PASSED if mended else Outcome.FAILED),
            ),
        )
        for number, (severity, credit, mended) in enumerate(
            zip(severities, found, fixed or (False,) * len(severities), strict=True)
        )
    ]


def matching(found: tuple[float, ...], verdicts: Verdicts) -> Matching:
    claim = Claim(comment=COMMENT, index=0, text="")
    return Matching(
        claims=tuple(
            ClaimResult(claim=claim, verdict=verdict, target="", why="")
            for verdict, count in verdicts.items()
            for _ in range(count)
        ),
        found=tuple((f"d{number}", credit) for number, credit in enumerate(found)),
    )


def broken(count: int) -> list[Regression]:
    return [Regression(target=f"f{n}", tests=(), evidence="") for n in range(count)]


def scored(
    found: tuple[float, ...],
    verdicts: Verdicts = NONE,
    *,
    fixed: tuple[bool, ...] = (),
    severities: tuple[Severity, ...] = ALL,
    event: Event | None = Event.REQUEST_CHANGES,
    regressions: int = 0,
) -> Score:
    return score(
        results(severities, found, fixed),
        matching(found, verdicts),
        broken(regressions),
        event,
        submitted_fix=True,
    )


def test_everything_found_and_fixed_is_a_hundred() -> None:
    best = scored((1, 1, 1, 1), fixed=(True,) * 4)
    assert best.total == 100.0
    assert (best.review.earned, best.review.possible) == (50.0, 50.0)
    assert (best.fix.earned, best.fix.possible) == (50.0, 50.0)
    assert (best.precision, best.recall) == (1.0, 1.0)


def test_nothing_found_and_fixed_is_nothing() -> None:
    worst = scored((0, 0, 0, 0), event=None)
    assert (worst.total, worst.precision, worst.recall) == (0.0, 0.0, 0.0)
    assert scored((0, 0, 0, 0), {NOISE: 40}).total == 0.0


@pytest.mark.parametrize(
    ("found", "verdicts", "recall", "precision", "earned"),
    [
        ((1, 0, 0, 0), {}, 8 / 16, 1.0, 33.3),  # 50 x 2 x .5 / 1.5
        ((0, 0, 0, 1), {}, 1 / 16, 1.0, 5.9),  # 50 x 2 x .0625 / 1.0625
        ((1, 1, 0, 0), {NOISE: 2}, 13 / 16, 0.5, 31.0),  # 50 x 1.625 x .5 / 1.3125
        ((1, 1, 0, 0), {FALSE_ALARM: 2}, 13 / 16, 0.5, 31.0),
        ((1, 1, 0, 0), {NOISE: 1, FALSE_ALARM: 1}, 13 / 16, 0.5, 31.0),
        ((0.5, 0.5, 0, 0), {NOISE: 1}, 6.5 / 16, 0.5, 22.4),  # 50 x .8125 x .5 / .90625
        ((0.5, 0, 0, 0), {}, 4 / 16, 1.0, 20.0),
        ((1, 1, 1, 1), {NOISE: 13}, 1.0, 4 / 17, 19.0),  # all that is allowed: 2 x 4 + 5
        ((1, 1, 1, 1), {NOISE: 14}, 1.0, 4 / 19, 17.4),  # one more counts double
        ((1, 1, 1, 1), {NOISE: 23}, 1.0, 4 / 37, 9.8),
        ((1, 1, 1, 1), {DUPLICATE: 3}, 1.0, 1.0, 50.0),
        ((1, 1, 1, 1), {DUPLICATE: 4}, 1.0, 0.8, 44.4),
        ((1, 1, 1, 1), {Verdict.NEUTRAL: 90, Verdict.ACCEPTABLE: 90}, 1.0, 1.0, 50.0),
    ],
)
def test_a_review_earns_fifty_times_f1(
    found: tuple[float, ...],
    verdicts: Verdicts,
    recall: float,
    precision: float,
    earned: float,
) -> None:
    given = scored(found, verdicts, event=Event.COMMENT)
    assert given.recall == pytest.approx(recall)
    assert given.precision == pytest.approx(precision)
    assert given.review.earned == earned


def test_unjudged_claims_are_free_up_to_as_many_as_the_finds_and_at_least_five() -> None:
    free = scored((1, 1, 1, 1), {Verdict.UNJUDGED: 5})
    assert free.review.earned == 50.0
    assert free.review.reasons[-1] == "5 claims could not be judged and cost nothing"
    one = scored((1, 1, 1, 1), {Verdict.UNJUDGED: 1})
    assert one.review.reasons[-1] == "1 claim could not be judged and cost nothing"
    beyond = scored((1, 1, 1, 1), {Verdict.UNJUDGED: 6})
    assert beyond.review.reasons[-1].endswith(", 1 beyond what is free counts 3 times as noise")
    assert beyond.review.earned == scored((1, 1, 1, 1), {NOISE: 3}).review.earned
    many = (1.0,) * 8
    severities = (Severity.NIT,) * 8
    assert scored(many, {Verdict.UNJUDGED: 8}, severities=severities).review.earned == 50.0


def test_an_unsure_verdict_never_costs() -> None:
    said = matching((1, 1, 1, 1), {Verdict.UNJUDGED: 40})
    unsure = replace(said, claims=tuple(replace(each, unsure=True) for each in said.claims))
    given = score(results(ALL, (1, 1, 1, 1)), unsure, (), None, submitted_fix=True)
    assert given.review.earned == 50.0
    assert given.review.reasons[-1] == "40 of 40 verdicts are unsure: none costs"


def test_claims_are_counted_and_not_comments() -> None:
    said = matching((1, 0.5), {NOISE: 3, FALSE_ALARM: 2, DUPLICATE: 5, Verdict.FOUND: 2})
    counts = count(said)
    assert (counts.found, counts.asked, counts.earned) == (1, 1, 1.5)
    assert (counts.noise, counts.false_alarms, counts.duplicates) == (3, 2, 5)
    assert counts.against == 3 + 2 + (5 - 3)


def test_approving_an_unfixed_blocker_halves_the_review() -> None:
    approved = scored((1, 1, 1, 1), event=Event.APPROVE)
    assert approved.review.earned == 25.0
    assert "halved: approved with an unfixed blocker (made-by-hand)" in approved.review.reasons
    mended = scored((1, 1, 1, 1), fixed=(True, False, False, False), event=Event.APPROVE)
    assert mended.review.earned == 50.0
    no_blocker = scored((1, 1), severities=(Severity.MAJOR, Severity.NIT), event=Event.APPROVE)
    assert no_blocker.review.earned == 50.0


@pytest.mark.parametrize(
    ("fixed", "regressions", "earned"),
    [
        ((True, False, False, False), 0, 25.0),  # 50 x 8 / 16
        ((False, True, True, True), 0, 25.0),
        ((False, False, False, True), 0, 3.1),
        ((True, True, True, True), 1, 34.4),  # 50 - 50 x 5 / 16
        ((True, True, True, True), 3, 3.1),
        ((True, True, True, True), 9, 3.1),  # three are counted
        ((True, False, False, False), 2, 0.0),  # never below
        ((False, False, False, False), 1, 0.0),
    ],
)
def test_a_fix_earns_its_weight_minus_regressions(
    fixed: tuple[bool, ...], regressions: int, earned: float
) -> None:
    given = scored((0, 0, 0, 0), fixed=fixed, regressions=regressions)
    assert given.fix.earned == given.total == earned


def test_a_defect_is_fixed_when_all_its_checks_pass() -> None:
    (one,) = results((Severity.NIT,), (0,), (True,))
    failed = CheckResult(check=CHECK, outcome=Outcome.FAILED)
    unsure = CheckResult(check=CHECK, outcome=Outcome.ERROR)
    assert one.fixed
    assert not replace(one, checks=(*one.checks, failed)).fixed
    assert not replace(one, checks=(unsure,)).fixed


@pytest.mark.parametrize(
    ("event", "verdicts", "regressions", "earned"),
    [
        (Event.APPROVE, NONE, 0, (50.0, 50.0)),
        (None, NONE, 0, (0.0, 50.0)),
        (Event.APPROVE, {NOISE: 1}, 0, (40.0, 50.0)),
        (Event.APPROVE, {NOISE: 2, FALSE_ALARM: 1}, 0, (20.0, 50.0)),
        (Event.COMMENT, {NOISE: 7}, 0, (0.0, 50.0)),
        (Event.REQUEST_CHANGES, NONE, 0, (25.0, 50.0)),
        (Event.REQUEST_CHANGES, {FALSE_ALARM: 1}, 0, (20.0, 50.0)),
        (Event.APPROVE, NONE, 1, (50.0, 40.0)),
        (Event.APPROVE, NONE, 5, (50.0, 20.0)),
    ],
)
def test_a_clean_pull_request(
    event: Event | None, verdicts: Verdicts, regressions: int, earned: tuple[float, float]
) -> None:
    given = scored((), verdicts, severities=(), event=event, regressions=regressions)
    assert (given.review.earned, given.fix.earned) == earned
    assert given.total == sum(earned)


def test_a_clean_pull_request_that_nobody_touched_earns_nothing() -> None:
    nothing = score([], matching((), NONE), [], None, submitted_fix=False)
    assert (nothing.total, nothing.fix.reasons) == (0.0, ("nothing was handed in",))


def some_review(chance: random.Random) -> Verdicts:
    names = (
        NOISE,
        FALSE_ALARM,
        DUPLICATE,
        *(Verdict.ACCEPTABLE, Verdict.NEUTRAL, Verdict.UNJUDGED),
    )
    return {name: chance.randrange(0, 25) for name in names}


def test_a_score_stays_within_its_bounds() -> None:
    chance = random.Random(1)
    for _ in range(2_000):
        found = tuple(chance.choice((0, 0.5, 1)) for _ in ALL)
        fixed = tuple(chance.random() < 0.5 for _ in ALL)
        given = scored(
            found,
            some_review(chance),
            fixed=fixed,
            event=chance.choice([*Event, None]),
            regressions=chance.randrange(6),
        )
        assert 0 <= given.total <= 100
        assert 0 <= given.review.earned <= 50
        assert 0 <= given.fix.earned <= 50


def test_more_noise_never_earns_and_more_finds_and_fixes_never_cost() -> None:
    chance = random.Random(2)
    credits_ = tuple(itertools.product((0, 0.5, 1), repeat=4))
    for found in credits_:
        verdicts = some_review(chance)
        fixed = tuple(chance.random() < 0.5 for _ in ALL)
        event = chance.choice([*Event, None])
        before = scored(found, verdicts, fixed=fixed, event=event)
        for worse in (NOISE, FALSE_ALARM, DUPLICATE, Verdict.UNJUDGED):
            more = {**verdicts, worse: verdicts[worse] + 1}
            after = scored(found, more, fixed=fixed, event=event)
            assert after.total <= before.total
        for place in range(4):
            better = tuple(1 if n == place else credit for n, credit in enumerate(found))
            after = scored(better, verdicts, fixed=fixed, event=event)
            assert after.total >= before.total
            mended = tuple(n == place or each for n, each in enumerate(fixed))
            after = scored(found, verdicts, fixed=mended, event=event)
            assert after.total >= before.total


def test_the_weights_are_those_of_the_design_and_the_explanation_names_them() -> None:
    assert [WEIGHTS[severity] for severity in ALL] == [8, 5, 2, 1]
    text = explain()
    assert "blocker 8, major 5, minor 2, nit 1" in text
    assert "100 points: 50 for the review and 50 for the fix" in text
