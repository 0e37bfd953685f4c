"""Draw the questions of a defence: half about the round, the others from the bank of the pack."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from hashlib import sha256
from itertools import chain, zip_longest
from typing import Final, TypeVar, assert_never

from checker.defence import formula
from checker.defence.templates import ChoiceTemplate, NumberTemplate, Template
from checker.defence.values import ChoiceQuestion, NumberQuestion, Question
from checker.errors import PackError

FEWEST: Final = 6
MOST: Final = 10
USUAL: Final = 8
T = TypeVar("T")


def draw(
    about_round: Sequence[Question], bank: Sequence[Template], count: int, key: str
) -> tuple[Question, ...]:
    """Return ``count`` questions or all there are; the same key gives the same ones."""
    own = about_round[: max(count // 2 + 1, count - len(bank))]
    return (*own, *from_bank(bank, count - len(own), key))


def from_bank(bank: Iterable[Template], count: int, key: str) -> tuple[Question, ...]:
    """Return ``count`` questions of a bank, numbers and choices in turn."""
    ranked = sorted(bank, key=lambda each: rank(key, each.id))
    numbers = [each for each in ranked if isinstance(each, NumberTemplate)]
    choices = [each for each in ranked if isinstance(each, ChoiceTemplate)]
    in_turn = [each for each in chain(*zip_longest(numbers, choices)) if each is not None]
    return tuple(asked(each, key) for each in in_turn[:count])


def asked(template: Template, key: str) -> Question:
    """Return a question of the bank, with its numbers drawn and its choices in some order."""
    match template:
        case ChoiceTemplate():
            return choice(
                key,
                id=template.id,
                text=template.ask,
                right=template.right,
                wrong=template.wrong,
                explanation=template.why,
                source=template.source,
            )
        case NumberTemplate():
            numbers = {
                name: values[int(rank(key, template.id, name), 16) % len(values)]
                for name, values in template.draw.items()
            }
            return with_numbers(template, numbers)
        case _:
            assert_never(template)


def with_numbers(template: NumberTemplate, numbers: dict[str, float]) -> NumberQuestion:
    """Return the question for some numbers.

    Raises:
        PackError: The formula cannot be computed, or a text names a number that is not drawn.
    """
    exact = {name: formula.number(each) for name, each in numbers.items()}
    answer = formula.compute(template.formula, exact)
    shown = {name: shown_number(each) for name, each in exact.items()}
    try:
        text = template.ask.format(**shown)
        explanation = template.why.format(**shown, answer=shown_number(answer))
    except (AttributeError, LookupError, ValueError) as error:
        raise PackError(
            f"question {template.id}: its texts name {error}, which is not drawn"
        ) from error
    return NumberQuestion(
        id=template.id,
        text=text,
        answer=answer,
        tolerance=template.tolerance,
        unit=template.unit,
        explanation=explanation,
        source=template.source,
    )


def choice(
    key: str,
    *,
    id: str,  # noqa: A002  # the name of the field
    text: str,
    right: str,
    wrong: Sequence[str],
    explanation: str,
    source: str,
    code: str = "",
    last: Sequence[str] = (),
) -> ChoiceQuestion:
    """Return a question whose choices are in an order that the key decides.

    ``last`` are wrong ones that come after all others.
    """
    choices = [*sorted((right, *wrong), key=lambda each: rank(key, id, each)), *last]
    return ChoiceQuestion(
        id=id,
        text=text,
        choices=tuple(choices),
        right=choices.index(right),
        explanation=explanation,
        source=source,
        code=code,
    )


def chosen(values: Iterable[T], count: int, *key: str) -> list[T]:
    """Return ``count`` of some values, whose texts and the key decide which."""
    return sorted(values, key=lambda each: rank(*key, str(each)))[:count]


def rank(*parts: str) -> str:
    """Return the hash by which things are ranked."""
    return sha256("\0".join(parts).encode()).hexdigest()


def shown_number(value: Fraction) -> str:
    """Return a number as people write it: 12,000 or 0.125, with six digits at most."""
    if value.denominator == 1:
        return f"{value.numerator:,}"
    return f"{float(value):,.6g}"
