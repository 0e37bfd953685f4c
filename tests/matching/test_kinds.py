"""What the kind of a comment decides, and what it cannot."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.matching import match
from checker.model.result import Matching, Verdict
from checker.model.review import Event, Review, ReviewComment
from tests.matching.comments import credited, on, verdicts
from tests.matching.hand_made import CONTEXT, PLACES, README, SLEEP, at

UNLIKE = "Other customers have to queue in the rain meanwhile, which nobody wants."


def say(*comments: ReviewComment) -> Matching:
    return match(Review(event=Event.COMMENT, comments=comments), CONTEXT)


def named(body: str, kind: str = SLEEP.rule.name) -> ReviewComment:
    return replace(on(PLACES[SLEEP.slug], body), kind=kind)


def test_the_right_kind_on_the_lines_finds_the_defect_whatever_the_words() -> None:
    assert credited(say(on(PLACES[SLEEP.slug], UNLIKE))) == {}
    assert credited(say(named(UNLIKE))) == {SLEEP.slug: 1.0}


def test_a_question_with_the_right_kind_is_a_find() -> None:
    assert credited(say(named("How long will the other customers queue?"))) == {SLEEP.slug: 1.0}


@pytest.mark.parametrize(
    "body",
    [
        "Hmm.",
        "This needs work, please check.",
        "Looks good to me, nothing to change here.",
        "blocking coroutine loop sleep asyncio await freeze thread stall",
        "while not stock.has(order.item): time.sleep(5)",
    ],
    ids=["no words", "vague", "dismissive", "a row of words", "copied"],
)
def test_a_kind_is_no_substitute_for_saying_something(body: str) -> None:
    assert credited(say(named(body))) == {}


def test_with_another_kind_the_text_decides() -> None:
    assert credited(say(named(SLEEP.explanation, "shallow-copy"))) == {SLEEP.slug: 1.0}
    assert credited(say(named(UNLIKE, "shallow-copy"))) == {}


def test_the_right_kind_elsewhere_is_judged_by_its_text() -> None:
    away = replace(on(at(README, 1), UNLIKE), kind=SLEEP.rule.name)
    assert credited(say(away)) == {}


@pytest.mark.parametrize("kind", ["praise", "remark", "question"])
def test_a_neutral_kind_finds_nothing_and_costs_nothing(kind: str) -> None:
    found = say(named(SLEEP.explanation, kind))
    assert credited(found) == {}
    assert {*verdicts(found)} == {Verdict.NEUTRAL}


def test_several_comments_of_one_kind_at_one_place_find_one_defect() -> None:
    again = replace(named("They queue in the rain again and again, as I said."), id="c1")
    found = say(named(UNLIKE), again)
    assert credited(found) == {SLEEP.slug: 1.0}
    assert verdicts(found).count(Verdict.FOUND) == 1
