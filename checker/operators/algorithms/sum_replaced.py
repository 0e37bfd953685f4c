"""A total holds only the last part."""

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
    """Find ``total += part`` in a loop."""
    for line in source.each(cst.AugAssign, m.AugAssign(operator=m.AddAssign(), target=m.Name())):
        if source.in_loop(line) and not isinstance(line.value, cst.Integer):
            swap = cst.Assign(targets=[cst.AssignTarget(line.target)], value=line.value)
            yield Mutation(
                swaps={line: swap},
                names={"total": one_line(line.target), "part": one_line(line.value)},
            )


OPERATOR = Operator(
    name="sum-replaced",
    rule=algorithms.ACCUMULATOR_OVERWRITTEN,
    severity=Severity.BLOCKER,
    sites=sites,
    explanation="{total} is overwritten in each round of the loop: only the last {part} is left in the end. Add with "
    "+=.",
    paraphrases=(
        "{total} is overwritten in each iteration, only the last one counts; use +=.",
        "= instead of +=, only the last part is kept",
        "Shouldn't this accumulate? {total} is overwritten by every round of the loop.",
        "{function} loses all but the last part, since {total} is replaced.",
        "The total has only the last value, it is not accumulated in the loop.",
        "Please use += here, {total} is reset in each iteration.",
    ),
    cases=(
        Case(
            before="def total(xs):\n    n = 0\n    for x in xs:\n        n += cost(x)\n    return n\n",
            after="def total(xs):\n    n = 0\n    for x in xs:\n        n = cost(x)\n    return n\n",
        ),
        Case(before="def total(xs):\n    n = 0\n    for x in xs:\n        n += 1\n    return n\n"),
    ),
)
