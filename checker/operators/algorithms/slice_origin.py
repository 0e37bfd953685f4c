"""Every slice begins at the start of the sequence."""

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
    """Find ``x[start : start + n]``."""
    for part in source.each(
        cst.Slice, m.Slice(lower=m.Name(), upper=m.BinaryOperation(operator=m.Add()))
    ):
        upper = cst.ensure_type(part.upper, cst.BinaryOperation)
        if part.lower is not None and one_line(upper.left) == one_line(part.lower):
            swap = part.with_changes(lower=None, upper=upper.right)
            yield Mutation(
                swaps={part: swap},
                names={"start": one_line(part.lower), "size": one_line(upper.right)},
            )


OPERATOR = Operator(
    name="slice-origin",
    rule=algorithms.WRONG_SLICE,
    severity=Severity.BLOCKER,
    sites=sites,
    explanation="The slice does not begin at {start}: every step takes the first {size} again, and all the others are "
    "never handled. Use [{start} : {start} + {size}].",
    paraphrases=(
        "The slice ignores {start}: each step takes the same first {size} items again.",
        "always the first batch, {start} unused",
        "Shouldn't the slice begin at {start}? It is always the first batch.",
        "{function} handles the same slice again and again and never the others.",
        "The wrong slice: every time the first items, the rest never.",
        "Please use [{start} : {start} + {size}]; {start} is not used.",
    ),
    cases=(
        Case(
            before="def go(xs, n):\n    for i in range(0, len(xs), n):\n        use(xs[i : i + n])\n",
            after="def go(xs, n):\n    for i in range(0, len(xs), n):\n        use(xs[:n])\n",
        ),
        Case(before="def go(xs, i, n):\n    use(xs[i:n])\n"),
    ),
)
