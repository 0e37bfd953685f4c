"""Matching as a function of values: defects, places and comments are all written here."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.matching import match
from checker.model.key import Defect
from checker.model.result import Matching, Verdict
from checker.model.review import Event, Review, ReviewComment, Side
from tests.matching.comments import credited, on, verdicts
from tests.matching.hand_made import (
    CONTEXT,
    DEFECTS,
    HEAD,
    LEAK,
    PLACES,
    PRICES,
    README,
    ROUNDING,
    SHOP,
    SHORT,
    SLEEP,
    at,
)

EVERY_DEFECT = pytest.mark.parametrize("defect", DEFECTS, ids=lambda each: each.slug)
FILLER = "The walls ought to be painted green."


def say(*comments: ReviewComment) -> Matching:
    return match(Review(event=Event.COMMENT, comments=comments), CONTEXT)


def test_the_places_are_those_of_the_faults() -> None:
    texts = {SLEEP.slug: "time.sleep(5)", LEAK.slug: "open(path)", SHORT.slug: "prices[:-1]"}
    for slug, place in PLACES.items():
        assert texts[slug] in HEAD[place.path].decode().splitlines()[place.lines.first - 1]


def test_no_comment_finds_nothing_and_each_defect_has_its_row() -> None:
    found = say()
    assert found.claims == ()
    assert found.found == tuple((defect.slug, 0.0) for defect in DEFECTS)


@EVERY_DEFECT
def test_the_explanation_and_each_known_wording_find_their_defect_alone(defect: Defect) -> None:
    for body in (defect.explanation, *defect.paraphrases):
        found = say(on(PLACES[defect.slug], body))
        assert credited(found) == {defect.slug: 1.0}, body
        assert {claim.target for claim in found.claims} <= {defect.slug, ""}


@EVERY_DEFECT
@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        ("Bug!", Verdict.NOISE),
        ("Please fix this.", Verdict.NOISE),
        ("hm", Verdict.NOISE),
        (FILLER, Verdict.UNJUDGED),
    ],
)
def test_the_place_alone_finds_nothing(defect: Defect, body: str, verdict: Verdict) -> None:
    found = say(on(PLACES[defect.slug], body))
    assert credited(found) == {}
    assert verdicts(found) == [verdict]


@EVERY_DEFECT
def test_the_words_alone_in_a_file_of_no_code_are_no_find(defect: Defect) -> None:
    assert credited(say(on(at(README, 1), defect.explanation))).get(defect.slug, 0.0) < 1.0


@EVERY_DEFECT
def test_a_comment_on_the_old_side_is_a_comment_on_the_file(defect: Defect) -> None:
    left = replace(on(PLACES[defect.slug], defect.explanation), side=Side.LEFT)
    assert set(credited(say(left))) == {defect.slug}


@EVERY_DEFECT
def test_praise_a_dismissal_and_a_bare_question_find_nothing(defect: Defect) -> None:
    place = PLACES[defect.slug]
    assert credited(say(on(place, f"This is fine, no problem here: {defect.explanation}"))) == {}
    assert credited(say(on(place, f"praise: {defect.explanation}"))) == {}
    assert credited(say(on(place, "Why is it so?"))) == {}


def test_the_words_of_one_defect_never_find_another_on_its_lines() -> None:
    found = say(on(PLACES[LEAK.slug], SLEEP.explanation))
    assert LEAK.slug not in credited(found)


def test_a_find_stands_beside_another_and_the_second_find_of_one_is_a_duplicate() -> None:
    both = say(on(PLACES[SLEEP.slug], f"{SLEEP.explanation}\n\n{LEAK.explanation}"))
    assert SLEEP.slug in credited(both)
    place = PLACES[SHORT.slug]
    again = say(on(place, SHORT.explanation), on(place, SHORT.paraphrases[0], 1))
    assert credited(again) == {SHORT.slug: 1.0}
    assert {Verdict.DUPLICATE, Verdict.FOUND} <= set(verdicts(again))


def test_who_accuses_a_decoy_raises_a_false_alarm() -> None:
    for accusation in ROUNDING.accusations:
        found = say(on(at(PRICES, 5), f"{accusation}, please change this"))
        assert verdicts(found) == [Verdict.FALSE_ALARM], accusation
        assert (found.claims[0].target, ROUNDING.why in found.claims[0].why) == ("rounding", True)
    asked = say(on(at(PRICES, 5), f"question: {ROUNDING.accusations[0]}"))
    assert Verdict.FALSE_ALARM not in verdicts(asked)


def test_a_true_remark_is_acceptable_in_its_own_file_alone() -> None:
    assert verdicts(say(on(at(README, 1), "There is no changelog."))) == [Verdict.ACCEPTABLE]
    assert verdicts(say(on(at(SHOP, 17), "There is no changelog."))) == [Verdict.UNJUDGED]


def test_what_a_linter_reports_on_that_line_is_neutral() -> None:
    assert verdicts(say(on(at(SHOP, 17), "ruff says C414 here"))) == [Verdict.NEUTRAL]
    assert verdicts(say(on(at(SHOP, 1), "ruff says C414 here"))) == [Verdict.UNJUDGED]


def test_the_text_of_the_pull_request_said_again_finds_nothing() -> None:
    found = say(
        on(PLACES[SLEEP.slug], CONTEXT.texts[0]), on(PLACES[SLEEP.slug], "time.sleep(5)", 1)
    )
    assert credited(found) == {}


def test_an_empty_pool_has_nothing_to_find() -> None:
    nothing = replace(CONTEXT, defects=(), pool=(), decoys=(), acceptable=(), reported=())
    found = match(Review(comments=(on(at(SHOP, 8), SLEEP.explanation),)), nothing)
    assert found.found == ()
    assert set(verdicts(found)) <= {Verdict.UNJUDGED}
