"""A value lost its upper or lower bound."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    called,
    one_line,
    positional,
)
from checker.rules import algorithms
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``min(limit, computed)`` and ``max(floor, computed)``."""
    reckoned = (cst.BinaryOperation, cst.Call)
    for call in source.each(cst.Call):
        if not called(call, "min", "max") or len(call.args) != 2 or not positional(call):
            continue
        values = [each.value for each in call.args]
        for value, bound in ((values[0], values[1]), (values[1], values[0])):
            if isinstance(value, reckoned) and not isinstance(bound, reckoned):
                kept = (
                    value.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
                    if isinstance(value, cst.BinaryOperation)
                    else value
                )
                yield Mutation(
                    swaps={call: kept}, names={"bound": one_line(bound), "value": one_line(value)}
                )


OPERATOR = Operator(
    name="cap-dropped",
    rule=algorithms.MISSING_CLAMP,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="{value} is not bounded by {bound} any more: in {function} it grows, or falls, past what the rest of "
    "the code can take. Keep the bound.",
    paraphrases=(
        "{value} is not capped by {bound} any more and grows without limit.",
        "missing cap {bound}",
        "Shouldn't this be bounded by {bound}? It may exceed what is allowed.",
        "{bound} is not applied, the value can get too large.",
        "There is no limit for this value, it grows too large.",
        "Please clamp it to {bound}, it is unbounded now.",
    ),
    cases=(
        Case(
            before="def wait(self, n):\n    return min(self.cap, 2**n)\n",
            after="def wait(self, n):\n    return (2**n)\n",
        ),
        Case(before="def wait(self, a, b):\n    return min(a, b)\n"),
    ),
)
