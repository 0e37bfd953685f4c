"""A second judge's verdicts in the place of the first one's, under the same rules."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from checker.adjudication.applying import applied
from checker.adjudication.values import Credit, GivenVerdict, key_of
from checker.model.result import Verdict
from checker.report.scorecard import ClaimLine
from tests.adjudication.made import claim, given

FOUND, ASKED, NONE = Verdict.FOUND, Verdict.ASKED, Verdict.UNJUDGED
DUPLICATE, NEUTRAL, NOISE = Verdict.DUPLICATE, Verdict.NEUTRAL, Verdict.NOISE


def judged(*claims: ClaimLine, by: tuple[GivenVerdict, ...]) -> list[tuple[Verdict, str]]:
    result = applied(claims, {key_of(each.appeal.claim): each for each in by})
    return [(each.verdict, each.target) for each in result]


def test_what_nobody_judged_again_stays() -> None:
    claims = (claim("c1", 0, FOUND, "a"), claim("c2", 0, NONE, unsure=True))
    assert applied(claims, {}) == claims


def test_a_claim_finds_what_the_second_judge_says() -> None:
    one, two = claim("c1", 0, NONE, unsure=True), claim("c2", 0, NOISE)
    by = (given(one, "a"), given(two, "b", Credit.ASKED))
    assert judged(one, two, by=by) == [(FOUND, "a"), (ASKED, "b")]


def test_a_find_that_falls_is_unjudged_and_counts_as_one() -> None:
    one = claim("c1", 0, FOUND, "a", unsure=True)
    assert judged(one, by=(given(one, ""),)) == [(NONE, "")]
    [result] = applied([one], {key_of(one): given(one, "")})
    assert not result.unsure


@pytest.mark.parametrize("verdict", [NONE, NOISE, NEUTRAL, DUPLICATE, Verdict.FALSE_ALARM])
def test_no_defect_leaves_what_finds_nothing_as_it_is(verdict: Verdict) -> None:
    one = claim("c1", 0, verdict, "a", unsure=True)
    [result] = applied([one], {key_of(one): given(one, "")})
    assert (result.verdict, result.target, result.unsure) == (verdict, "a", False)


def test_a_defect_is_found_once() -> None:
    one, two = claim("c1", 0, FOUND, "a"), claim("c2", 0, NONE)
    assert judged(one, two, by=(given(two, "a"),)) == [(FOUND, "a"), (DUPLICATE, "a")]
    same = claim("c1", 2, NONE)
    assert judged(one, same, by=(given(same, "a"),)) == [(FOUND, "a"), (NEUTRAL, "a")]


def test_a_full_find_goes_before_a_question() -> None:
    one, two = claim("c1", 0, ASKED, "a"), claim("c2", 0, NONE)
    assert judged(one, two, by=(given(two, "a"),)) == [(DUPLICATE, "a"), (FOUND, "a")]


def test_a_comment_finds_two_defects_at_most_and_the_first_judges_are_kept() -> None:
    late = claim("c1", 0, NONE)
    claims = (late, claim("c1", 1, FOUND, "a"), claim("c1", 2, FOUND, "b"))
    assert judged(*claims, by=(given(late, "c"),))[0] == (NEUTRAL, "")
    assert judged(*claims, by=(given(late, "c"),))[1:] == [(FOUND, "a"), (FOUND, "b")]


def test_what_repeated_a_find_takes_its_place_when_it_falls() -> None:
    one, two = claim("c1", 0, FOUND, "a", unsure=True), claim("c2", 0, DUPLICATE, "a")
    assert judged(one, two, by=(given(one, ""),)) == [(NONE, ""), (FOUND, "a")]
    both = (given(one, ""), given(two, ""))
    assert judged(one, two, by=both) == [(NONE, ""), (DUPLICATE, "a")]


def test_a_comment_may_go_on_about_what_it_is_found_to_find() -> None:
    claims = [claim("c1", number, NONE) for number in (0, 2, 4, 6)]
    became = judged(*claims, by=(given(claims[0], "a"),))
    assert became == [(FOUND, "a"), (NEUTRAL, ""), (NEUTRAL, ""), (NONE, "")]
    assert judged(*claims, claim("c2", 0, NONE), by=(given(claims[0], "a"),))[-1] == (NONE, "")


def test_the_rules_hold_whatever_a_judge_says() -> None:
    rolls = random.Random(1)
    for _ in range(400):
        claims = [
            claim(f"c{comment}", number, NONE, unsure=rolls.random() < 0.5)
            for comment in range(5)
            for number in range(rolls.randint(1, 5))
        ]
        first = applied(claims, some(claims, rolls))  # what could be a first judge's
        second = applied(first, some(list(first), rolls))
        for result in (first, second):
            finds = [each for each in result if each.verdict in {FOUND, ASKED}]
            assert len({each.target for each in finds}) == len(finds)
            assert all(n <= 2 for n in Counter(each.comment for each in finds).values())
            assert [key_of(each) for each in result] == [key_of(each) for each in claims]


def some(claims: list[ClaimLine], rolls: random.Random) -> dict[tuple[str, int], GivenVerdict]:
    credit = rolls.choice([*Credit])
    return {
        key_of(each): given(each, rolls.choice(["", "a", "b", "c", "d"]), credit)
        for each in claims
        if rolls.random() < 0.6
    }
