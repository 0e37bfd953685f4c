"""Nothing prevents a division by zero any more."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    one_line,
)
from checker.rules import algorithms
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``a / b if b else 0``."""
    dividing = m.IfExp(body=m.BinaryOperation(operator=m.Divide()))
    for choice in source.each(cst.IfExp, dividing):
        division = cst.ensure_type(choice.body, cst.BinaryOperation)
        if one_line(division.right) == one_line(choice.test):
            names = {"divisor": one_line(choice.test), "value": one_line(division)}
            yield Mutation(swaps={choice: division}, names=names)


OPERATOR = Operator(
    name="division-unguarded",
    rule=algorithms.UNGUARDED_DIVISION,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="{function} divides by {divisor} without asking whether it is 0: an empty or all-zero input ends with "
    "a ZeroDivisionError. Guard it.",
    paraphrases=(
        "Division by zero when {divisor} is 0, e.g. for an empty input; guard it.",
        "ZeroDivisionError for empty input",
        "What if {divisor} is zero? This crashes with a zero division.",
        "{function} divides by {divisor} without a guard: an all-zero input raises.",
        "When it is empty there is a division by zero error.",
        "Please handle zero: divide by zero crash for {divisor} = 0.",
    ),
    cases=(
        Case(
            before="def mean(s, n):\n    return s / n if n else 0.0\n",
            after="def mean(s, n):\n    return s / n\n",
        ),
        Case(before="def mean(s, n, m):\n    return s / n if m else 0.0\n"),
    ),
)
