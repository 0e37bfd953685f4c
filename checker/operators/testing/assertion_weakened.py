"""A test asserts that a value is there, not which one."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    code,
    expression,
    one_line,
)
from checker.rules import assertions
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``assert a == b`` in tests."""
    for line in source.each(
        cst.Assert,
        m.Assert(test=m.Comparison(comparisons=[m.ComparisonTarget(operator=m.Equal())])),
    ):
        function, test = source.function(line), cst.ensure_type(line.test, cst.Comparison)
        if function is not None and function.name.value.startswith("test"):
            swap = expression(f"{code(test.left)} is not None")
            yield Mutation(
                swaps={test: swap}, names={"value": one_line(test.left), "claim": one_line(test)}
            )


OPERATOR = Operator(
    name="assertion-weakened",
    rule=assertions.ASSERTION_TOO_WEAK,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="{function} asserts that {value} is something, not that it is right: any wrong result passes. Assert "
    "`{claim}`.",
    paraphrases=(
        "The assertion is too weak: `is not None` passes for any wrong result. Compare the value.",
        "weak assertion, compare the value",
        "Shouldn't this assert {claim}? As it is anything passes.",
        "{function} only checks that something comes back, a wrong result passes too.",
        "This assert can never fail, it is always not None.",
        "Please check the value instead of `is not None`: any result passes.",
    ),
    cases=(
        Case(
            before="def test_a():\n    assert f() == 3\n",
            after="def test_a():\n    assert f() is not None\n",
        ),
        Case(before="def test_a():\n    assert f() != 3\n"),
    ),
)
