"""A limit is off by one."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    one_line,
)
from checker.rules import algorithms
from checker.rules.rule import Severity

NEXT = {
    cst.LessThan: ("<", "<=", cst.LessThanEqual),
    cst.LessThanEqual: ("<=", "<", cst.LessThan),
    cst.GreaterThan: (">", ">=", cst.GreaterThanEqual),
    cst.GreaterThanEqual: (">=", ">", cst.GreaterThan),
}


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find comparisons by size."""
    for target in source.each(cst.ComparisonTarget):
        kind = NEXT.get(type(target.operator))
        if kind is not None:
            before, after, other = kind
            whole = next(source.above(target))
            operator = cst.ensure_type(target.operator, type(target.operator))
            yield Mutation(
                swaps={operator: other()},
                names={"condition": one_line(whole), "before": before, "after": after},
            )


OPERATOR = Operator(
    name="boundary-shifted",
    rule=algorithms.OFF_BY_ONE,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="The comparison in {function} is off by one: the boundary itself falls on the wrong side. It must be "
    "`{condition}`.",
    paraphrases=(
        "Off by one: the boundary falls on the wrong side, it should be `{condition}`.",
        "off by one, {before} not {after}",
        "Shouldn't this be {before}? At the limit itself it is one too many or one too few.",
        "The boundary is wrong in {function}: exactly at the limit it goes the wrong way.",
        "The comparison is off by one at the edge.",
        "Please use {before} instead of {after}, off by one at the limit.",
    ),
    cases=(
        Case(
            before="def full(self, n):\n    return n >= self.size\n",
            after="def full(self, n):\n    return n > self.size\n",
        ),
        Case(before="def full(self, n):\n    return n == self.size\n"),
    ),
)
