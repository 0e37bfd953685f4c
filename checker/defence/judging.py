"""Judge answers, and say what a defence came to beside the review."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from enum import StrEnum
from fractions import Fraction
from string import ascii_lowercase
from typing import Final, assert_never

from checker.defence.values import ChoiceQuestion, Defence, NumberQuestion, Question
from checker.errors import UsageError
from checker.model.result import Points

SKIPPED: Final = "-"
LONGEST: Final = 40
LARGEST_EXPONENT: Final = 30
STRONG: Final = Fraction(3, 4)
WEAK: Final = Fraction(1, 2)
STRONG_REVIEW: Final = 0.6
WEAK_REVIEW: Final = 0.3


class Strength(StrEnum):
    """How good a review or a defence is, in a word."""

    STRONG = "strong"
    FAIR = "fair"
    WEAK = "weak"


def letters(question: ChoiceQuestion) -> str:
    """Return the letters of the choices, in their order."""
    return ascii_lowercase[: len(question.choices)]


def is_right(question: Question, given: str) -> bool:
    """Return whether an answer is right; ``-`` is no answer, and wrong.

    Raises:
        UsageError: It is no answer to this question; the message says what one looks like.
    """
    said = given.strip().lower()
    if said == SKIPPED:
        return False
    match question:
        case ChoiceQuestion():
            known = letters(question)
            if len(said) != 1 or said not in known:
                raise UsageError(f"{question.id}: answer with one of {', '.join(known)}, or -")
            return known.index(said) == question.right
        case NumberQuestion():
            number = _number(question, said)
            return abs(number - question.answer) <= question.tolerance * abs(question.answer)
        case _:
            assert_never(question)


def right_answer(question: Question) -> str:
    """Return the right answer as somebody would give it."""
    match question:
        case ChoiceQuestion():
            return letters(question)[question.right]
        case NumberQuestion():
            whole = question.answer.denominator == 1
            return str(question.answer.numerator) if whole else f"{float(question.answer):.6g}"
        case _:
            assert_never(question)


def of_defence(defence: Defence) -> Strength:
    """Return how good a defence is that has an answer to every question."""
    share = Fraction(defence.right, max(len(defence.questions), 1))
    return Strength.STRONG if share >= STRONG else Strength.FAIR if share >= WEAK else Strength.WEAK


def of_review(points: Points) -> Strength:
    """Return how good a review is, by its points."""
    share = points.earned / points.possible if points.possible else 0.0
    if share >= STRONG_REVIEW:
        return Strength.STRONG
    return Strength.FAIR if share >= WEAK_REVIEW else Strength.WEAK


def verdict(review: Points, defence: Defence) -> str:
    """Return what review and defence are together: ``strong review, weak defence``."""
    return f"{of_review(review)} review, {of_defence(defence)} defence"


def _number(question: NumberQuestion, said: str) -> Fraction:
    """Return the number that somebody wrote, with a point for decimals.

    Raises:
        UsageError: It is none, or of more digits than any answer needs.
    """
    how = f"{question.id}: answer with a number such as 1200 or 0.25, or -"
    if len(said) > LONGEST or "," in said or "_" in said:
        raise UsageError(f"{how}; write no commas")
    try:
        number = Decimal(said.replace(" ", ""))
    except InvalidOperation as error:
        raise UsageError(how) from error
    if not number.is_finite() or abs(number.adjusted()) > LARGEST_EXPONENT:
        raise UsageError(how)
    return Fraction(number)
