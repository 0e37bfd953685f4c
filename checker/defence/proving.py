"""What is wrong with a bank of questions that computing alone shows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Final

from checker.defence import bank
from checker.defence.drawing import with_numbers
from checker.defence.templates import NumberTemplate
from checker.errors import PackError

ANSWER: Final = "answer"
ROUNDED: Final = 1e-4  # how far an answer computed by hand may be off, as a share


def refuse_faults(solution: Path) -> None:
    """Refuse a bank with a question whose numbers are wrong.

    Raises:
        PackError: A file is broken, a formula cannot be computed for some of its numbers, or it
            gives something else than what was computed by hand.
    """
    for each in bank.read(solution):
        if isinstance(each, NumberTemplate):
            _refuse(each)


def drawings(template: NumberTemplate) -> Iterator[dict[str, float]]:
    """Yield all numbers that may be drawn together."""
    for values in product(*template.draw.values()):
        yield dict(zip(template.draw, values, strict=True))


def _refuse(template: NumberTemplate) -> None:
    example = dict(template.example)
    by_hand = example.pop(ANSWER, None)
    if by_hand is None or set(example) != set(template.draw):
        names = ", ".join((*template.draw, ANSWER))
        raise PackError(f"question {template.id}: its example must have {names}, and no more")
    computed = float(with_numbers(template, example).answer)
    if abs(computed - by_hand) > ROUNDED * abs(by_hand):
        raise PackError(
            f"question {template.id}: for its example the formula gives {computed:g},"
            f" and by hand it is {by_hand:g}"
        )
    for numbers in drawings(template):
        with_numbers(template, numbers)
