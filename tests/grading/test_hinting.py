"""Hints: what each names, that they follow the review, and what they cost."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from checker.dealing.build import Deal, deal
from checker.dealing.draw import draw
from checker.grading import scoring
from checker.grading.hinting import NOTHING_LEFT, next_hint
from checker.model.key import Challenge, Defect
from checker.model.result import DefectResult, Matching, Score
from checker.model.review import Event, Hint, HintStep, Review, ReviewComment, Side
from checker.packs import loading, wordings
from checker.rules.rule import Severity


@cache
def dealt() -> tuple[Challenge, Deal]:
    challenge = draw(loading.load("helpdesk"), 42)
    return challenge, deal(challenge)


def finding(*defects: Defect) -> Review:
    """Return a review whose comments are known wordings of some defects, at their places."""
    challenge, made = dealt()
    return Review(
        comments=tuple(
            ReviewComment(
                id=f"c{number}",
                path=made.planted.places[each.slug][0].path,
                lines=made.planted.places[each.slug][0].lines,
                side=Side.RIGHT,
                severity=None,
                body=wordings.of(challenge.pack.key, each).found[0],
                created_at=None,
            )
            for number, each in enumerate(defects)
        )
    )


def test_hints_go_from_a_category_to_a_file_to_a_function_and_on_to_the_next() -> None:
    challenge, made = dealt()
    review = Review()
    for _ in range(6):
        review = replace(review, hints=(*review.hints, next_hint(challenge, made, review)))
    steps = [each.step for each in review.hints]
    assert steps == [*HintStep, *HintStep]
    first, file, function, other, *_ = review.hints
    assert (first.path, file.scope) == ("", "")
    assert {first.category, file.category, function.category} == {first.category}
    assert file.path == function.path
    worst = [d for d in challenge.defects if d.severity is Severity.BLOCKER]
    hinted = [
        d
        for d in worst
        if (made.planted.places[d.slug][0].scope, str(d.rule.category))
        == (function.scope, function.category)
    ]
    assert hinted
    in_it = sum(d.rule.category == first.category for d in challenge.defects)
    assert first.left == in_it
    assert (other.step, other.category) != (function.step, function.category)


def test_a_defect_that_was_found_after_a_hint_is_not_hinted_at_any_more() -> None:
    challenge, made = dealt()
    first = next_hint(challenge, made, Review())
    mine = [d for d in challenge.defects if d.rule.category == first.category]
    review = replace(finding(*mine), hints=(first,))
    then = next_hint(challenge, made, review)
    assert then.step is HintStep.CATEGORY
    assert then.category != first.category


def test_when_all_is_found_a_hint_says_so() -> None:
    challenge, made = dealt()
    assert next_hint(challenge, made, finding(*challenge.defects)) == NOTHING_LEFT


def scored(found: int, hints: tuple[Hint, ...], defects: int = 10) -> Score:
    challenge, made = dealt()
    results = tuple(
        DefectResult(
            defect=each,
            places=made.planted.places[each.slug],
            found=float(number < found),
            by=None,
            checks=(),
        )
        for number, each in enumerate(challenge.defects[:defects])
    )
    credit = tuple((each.defect.slug, each.found) for each in results)
    matching = Matching(claims=(), found=credit)
    return scoring.score(results, matching, (), Event.COMMENT, submitted_fix=True, hints=hints)


@pytest.mark.parametrize(("step", "price"), [("category", 0.5), ("file", 1.0), ("function", 1.5)])
def test_a_hint_costs_its_share_of_one_defect(step: str, price: float) -> None:
    hint = Hint(step=HintStep(step), category="async", left=1)
    without, with_one = scored(10, ()), scored(10, (hint,))
    assert round(without.review.earned - with_one.review.earned, 1) == price
    assert with_one.fix == without.fix
    assert with_one.review.reasons[-1].startswith(f"minus {price} for a hint: ")


def test_hints_never_take_more_than_there_is() -> None:
    many = (Hint(step=HintStep.FUNCTION, category="async", left=1),) * 100
    assert scored(1, many).review.earned == 0.0
    assert scored(0, (NOTHING_LEFT,), defects=0).review.earned == 49.0
