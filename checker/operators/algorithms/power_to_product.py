"""A backoff grows linearly, not exponentially."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    one_line,
)
from checker.rules import retries
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``2 ** attempt``."""
    for node in source.each(cst.BinaryOperation, m.BinaryOperation(operator=m.Power())):
        if isinstance(node.left, cst.Integer | cst.Float):
            yield Mutation(swaps={node.operator: cst.Multiply()}, names={"power": one_line(node)})


OPERATOR = Operator(
    name="power-to-product",
    rule=retries.BACKOFF_NOT_EXPONENTIAL,
    severity=Severity.MINOR,
    sites=sites,
    explanation="The wait grows linearly, since it multiplies where it must raise to a power: under load the retries "
    "come far too soon. Use {power}.",
    paraphrases=(
        "This backoff is linear, not exponential: use {power}.",
        "* instead of ** in the backoff",
        "Shouldn't it be {power}? It multiplies now, so retries come too soon.",
        "The delay grows linearly where exponential backoff is meant.",
        "It is a multiplication, but the backoff should be exponential.",
        "Please use a power here ({power}), the backoff is linear.",
    ),
    cases=(
        Case(
            before="def wait(n):\n    return 0.5 * 2**n\n",
            after="def wait(n):\n    return 0.5 * 2 * n\n",
        ),
        Case(before="def wait(n):\n    return n**2\n"),
    ),
)
