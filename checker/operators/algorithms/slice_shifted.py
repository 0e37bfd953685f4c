"""A slice is one too long."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    expression,
    one_line,
)
from checker.rules import algorithms
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``[:n]`` with a name."""
    for part in source.each(
        cst.Slice, m.Slice(lower=None, upper=m.Name() | m.Attribute(), step=None)
    ):
        upper = one_line(part.upper) if part.upper else ""
        yield Mutation(
            swaps={part.upper or part: expression(f"{upper} + 1")}, names={"limit": upper}
        )


OPERATOR = Operator(
    name="slice-shifted",
    rule=algorithms.OFF_BY_ONE,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="The slice ends at {limit} + 1: a slice leaves its end out already, so {function} gives one more than "
    "asked for. Use [:{limit}].",
    paraphrases=(
        "Off by one: [:{limit} + 1] returns one more than {limit}.",
        "off by one, drop + 1",
        "Isn't this one too many? The end of a slice is exclusive already.",
        "{function} gives one extra item, the slice should end at {limit}.",
        "With + 1 the result has one item more than the limit.",
        "Please use [:{limit}], this is one too many.",
    ),
    cases=(
        Case(
            before="def top(xs, k):\n    return xs[:k]\n",
            after="def top(xs, k):\n    return xs[: k + 1]\n",
        ),
        Case(before="def top(xs, k):\n    return xs[k:]\n"),
    ),
)
