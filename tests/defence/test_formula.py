"""Formulas: exact arithmetic, and nothing else."""

from __future__ import annotations

from fractions import Fraction

import pytest

from checker.defence.formula import compute, number
from checker.errors import PackError


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("0.1 + 0.2", Fraction(3, 10)),
        ("a * (b - 1) / 4", Fraction(3, 2)),
        ("-a ** 2", Fraction(-4)),
        ("7 // a + 7 % a", Fraction(4)),
        ("ceil(7 / a) + floor(7 / a)", Fraction(7)),
        ("min(a, b) + max(a, b, 9)", Fraction(11)),
    ],
)
def test_arithmetic_is_exact(formula: str, value: Fraction) -> None:
    assert compute(formula, {"a": number(2), "b": number(4)}) == value


@pytest.mark.parametrize(
    "formula",
    [
        *("c + 1", "1 / 0", "a if 1 else 2", "a = 1", "", "1; 2", "a.real", "open('x')"),
        *("2 ** 65", "2 ** 0.5", "2 ** -1", "min()", "ceil(1, 2)", "min(1, key=2)", "True"),
        *("'a' * 9", "(", "1 +" * 400 + "1"),
    ],
)
def test_anything_else_is_refused(formula: str) -> None:
    with pytest.raises(PackError, match="cannot be computed"):
        compute(formula, {"a": Fraction(1)})
