"""The formulas of question files: exact arithmetic, and nothing else."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from checker import parsing
from checker.errors import PackError

LONGEST: Final = 500
LARGEST_POWER: Final = 64


def _power(base: Fraction, exponent: Fraction) -> Fraction:
    if exponent.denominator != 1 or not 0 <= exponent <= LARGEST_POWER:
        raise ValueError(f"a power must be a whole number from 0 to {LARGEST_POWER}")
    return base**exponent.numerator


OPERATIONS: Final[Mapping[type[ast.operator], Callable[[Fraction, Fraction], Fraction]]] = (
    MappingProxyType(
        {
            ast.Add: lambda a, b: a + b,
            ast.Sub: lambda a, b: a - b,
            ast.Mult: lambda a, b: a * b,
            ast.Div: lambda a, b: a / b,
            ast.FloorDiv: lambda a, b: Fraction(a // b),
            ast.Mod: lambda a, b: a % b,
            ast.Pow: _power,
        }
    )
)
FUNCTIONS: Final[Mapping[str, Callable[..., Fraction]]] = MappingProxyType(
    {
        "ceil": lambda a: Fraction(math.ceil(a)),
        "floor": lambda a: Fraction(math.floor(a)),
        "max": max,
        "min": min,
    }
)


def number(value: float) -> Fraction:
    """Return the number that a file says, to the digit: 0.1 is one tenth."""
    return Fraction(str(value))


def compute(formula: str, names: Mapping[str, Fraction]) -> Fraction:
    """Return the value of a formula of numbers, names, ``+ - * / // % **``, and FUNCTIONS.

    Raises:
        PackError: it is no such formula, or has no value; the message quotes it.
    """
    try:
        return _value(_expression(formula), names)
    except (ArithmeticError, LookupError, SyntaxError, TypeError, ValueError) as error:
        raise PackError(f"the formula {formula!r} cannot be computed: {error}") from error


def _expression(formula: str) -> ast.expr:
    if len(formula) > LONGEST:
        raise ValueError(f"it has more than {LONGEST} characters")
    [statement] = parsing.parse(formula.strip()).body
    if not isinstance(statement, ast.Expr):
        raise TypeError("it is no expression")
    return statement.value


def _value(node: ast.expr, names: Mapping[str, Fraction]) -> Fraction:
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return number(value)
        case ast.Name(id=name) if name in names:
            return names[name]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, names)
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in OPERATIONS:
            return OPERATIONS[type(operator)](_value(left, names), _value(right, names))
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in FUNCTIONS:
            return FUNCTIONS[name](*(_value(each, names) for each in args))
        case _:
            raise ValueError(f"{ast.unparse(node)} has no meaning here")
