"""Zero and empty values are treated as missing."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    one_line,
)
from checker.rules import validation
from checker.rules.rule import Severity

NOT_NONE = m.Comparison(
    left=m.Name() | m.Attribute(),
    comparisons=[m.ComparisonTarget(operator=m.IsNot(), comparator=m.Name("None"))],
)


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``if x is not None`` and ``x if x is not None else y``."""
    choices: list[cst.If | cst.IfExp] = [*source.each(cst.If), *source.each(cst.IfExp)]
    for each in choices:
        if m.matches(each.test, NOT_NONE):
            left = cst.ensure_type(each.test, cst.Comparison).left
            yield Mutation(swaps={each.test: left}, names={"value": one_line(left)})


OPERATOR = Operator(
    name="none-to-truthy",
    rule=validation.ZERO_TREATED_AS_MISSING,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="`if {value}` takes 0 and empty for missing, although they are values of their own. Ask "
    "whether {value} is not None.",
    paraphrases=(
        "`if {value}` is falsy for 0, which is a valid value; use `is not None`.",
        "0 is treated as missing",
        "What about {value} = 0? It is falsy and ignored here.",
        "Truthiness check: zero or an empty value is treated like None.",
        "When {value} is zero it is taken for missing, please compare with None.",
        "Should be `if {value} is not None`, otherwise zero is ignored.",
    ),
    cases=(
        Case(
            before="def cut(xs, limit):\n    if limit is not None:\n        xs = xs[:limit]\n    return xs\n",
            after="def cut(xs, limit):\n    if limit:\n        xs = xs[:limit]\n    return xs\n",
        ),
        Case(
            before="def cut(xs, limit):\n    if limit is None:\n        return xs\n    return xs[:limit]\n"
        ),
    ),
)
