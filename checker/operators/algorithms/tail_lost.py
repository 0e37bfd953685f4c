"""The rest that does not fill a whole step is left out."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    called,
    expression,
    one_line,
)
from checker.rules import algorithms
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``range(0, len(x), step)``."""
    for call in source.each(cst.Call):
        if (
            called(call, "range")
            and len(call.args) == 3
            and not isinstance(call.args[2].value, cst.UnaryOperation)
        ):
            end, step = call.args[1], one_line(call.args[2].value)
            swap = end.with_changes(value=expression(f"{one_line(end.value)} - {step} + 1"))
            yield Mutation(swaps={end: swap}, names={"step": step, "end": one_line(end.value)})


OPERATOR = Operator(
    name="tail-lost",
    rule=algorithms.RANGE_ENDS_EARLY,
    severity=Severity.BLOCKER,
    sites=sites,
    explanation="The range ends before the last start: what is left over when {end} is no multiple of {step} is never "
    "handled. Go up to {end}.",
    paraphrases=(
        "The last batch is dropped when the length is not a multiple of {step}; the range must go up to {end}.",
        "last partial batch lost",
        "What happens to the remainder? The range ends too early and skips it.",
        "{function} loses the tail: the last items are never handled.",
        "If length is not a multiple of {step}, the rest is skipped.",
        "Please let the range end at {end}: the last chunk is lost.",
    ),
    cases=(
        Case(
            before="def go(xs, n):\n    for i in range(0, len(xs), n):\n        use(xs[i : i + n])\n",
            after="def go(xs, n):\n    for i in range(0, len(xs) - n + 1, n):\n        use(xs[i : i + n])\n",
        ),
        Case(before="def go(xs):\n    for i in range(len(xs)):\n        use(i)\n"),
    ),
)
