"""Answers are right or wrong, or no answers at all; and a defence in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from checker.defence.judging import Strength, is_right, of_defence, of_review, verdict
from checker.defence.values import Answered, ChoiceQuestion, Defence, NumberQuestion
from checker.errors import UsageError
from checker.model.result import Points

BEGUN = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
WHICH = ChoiceQuestion(
    id="which", text="?", choices=("x", "y", "z"), right=1, explanation="", source=""
)


def how_many(answer: Fraction, tolerance: Fraction = Fraction(0)) -> NumberQuestion:
    return NumberQuestion(
        id="n", text="?", answer=answer, tolerance=tolerance, unit="", explanation="", source=""
    )


def defended(right: int, wrong: int, *, minutes: int = 1) -> Defence:
    outcomes = [True] * right + [False] * wrong
    at = BEGUN + timedelta(minutes=minutes)
    return Defence(
        begun_at=BEGUN,
        questions=tuple(f"q{n}" for n in range(len(outcomes))),
        answers=tuple(
            Answered(question=f"q{n}", given="a", right=each, at=at)
            for n, each in enumerate(outcomes)
        ),
    )


@pytest.mark.parametrize(
    ("given", "right"), [("b", True), (" B ", True), ("a", False), ("-", False)]
)
def test_a_choice_is_a_letter(given: str, right: bool) -> None:  # noqa: FBT001
    assert is_right(WHICH, given) == right


@pytest.mark.parametrize(
    ("given", "right"),
    [
        ("12.5", True),
        ("12.50", True),
        ("12 .5", True),
        ("1.25e1", True),
        ("12.6", False),
        ("-", False),
    ],
)
def test_a_number_is_exact(given: str, right: bool) -> None:  # noqa: FBT001
    assert is_right(how_many(Fraction(25, 2)), given) == right


def test_a_tolerance_is_a_share_of_the_answer() -> None:
    third = how_many(Fraction(100, 3), Fraction(1, 100))
    assert is_right(third, "33.3")
    assert is_right(third, "33")
    assert not is_right(third, "32.9")


@pytest.mark.parametrize("given", ["", "d", "ab", "1", "right"])
def test_what_is_no_letter_of_the_question_is_refused(given: str) -> None:
    with pytest.raises(UsageError, match="which: answer with one of a, b, c, or -"):
        is_right(WHICH, given)


@pytest.mark.parametrize(
    "given", ["", "many", "1,200", "1_200", "nan", "inf", "1e999999999", "9" * 41, "0x10"]
)
def test_what_is_no_number_is_refused(given: str) -> None:
    with pytest.raises(UsageError, match="n: answer with a number"):
        is_right(how_many(Fraction(1)), given)


@pytest.mark.parametrize(
    ("right", "wrong", "strength"),
    [
        (8, 0, Strength.STRONG),
        (6, 2, Strength.STRONG),
        (5, 3, Strength.FAIR),
        (4, 4, Strength.FAIR),
        (3, 5, Strength.WEAK),
        (0, 8, Strength.WEAK),
    ],
)
def test_the_strength_of_a_defence(right: int, wrong: int, strength: Strength) -> None:
    assert of_defence(defended(right, wrong)) is strength


def test_a_strong_review_can_have_a_weak_defence() -> None:
    points = Points(earned=40, possible=50, reasons=())
    assert verdict(points, defended(1, 7)) == "strong review, weak defence"
    assert of_review(Points(earned=20, possible=50, reasons=())) is Strength.FAIR
    assert of_review(Points(earned=10, possible=50, reasons=())) is Strength.WEAK
    assert of_review(Points(earned=0, possible=0, reasons=())) is Strength.WEAK


def test_late_answers_count_and_are_counted() -> None:
    assert (defended(5, 3, minutes=16).late, defended(5, 3, minutes=17).late) == (0, 8)
    assert defended(5, 3, minutes=17).right == 5
