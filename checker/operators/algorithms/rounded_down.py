"""A number of steps is rounded down."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    called,
    expression,
    one_line,
)
from checker.rules import algorithms
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``math.ceil(a / b)`` and ``-(-a // b)``."""
    for call in source.each(cst.Call):
        if called(call, "math.ceil") and m.matches(
            call.args[0].value, m.BinaryOperation(operator=m.Divide())
        ):
            value = cst.ensure_type(call.args[0].value, cst.BinaryOperation)
            swap = value.with_changes(operator=cst.FloorDivide())
            yield Mutation(swaps={call: swap}, names={"value": one_line(value)})
    for node in source.each(cst.UnaryOperation):
        text = one_line(node)
        if text.startswith("-(-") and "//" in text and text.endswith(")"):
            yield Mutation(swaps={node: expression(text[3:-1])}, names={"value": text[3:-1]})


OPERATOR = Operator(
    name="rounded-down",
    rule=algorithms.ROUNDED_DOWN,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="{value} is rounded down: what does not fill a whole unit counts for nothing, and comes out as 0 when "
    "it is small. Round up.",
    paraphrases=(
        "This rounds down, so the remainder is lost and small values become 0; use math.ceil.",
        "floor division, needs ceil",
        "Shouldn't this round up? The rest counts for nothing.",
        "{value} is floored here: too few.",
        "It is rounded down, with small numbers it gives zero.",
        "Please round up, floor division loses the last part.",
    ),
    cases=(
        Case(
            before="def pages(n, k):\n    return math.ceil(n / k)\n",
            after="def pages(n, k):\n    return n // k\n",
        ),
        Case(before="def pages(n, k):\n    return n // k\n"),
    ),
)
