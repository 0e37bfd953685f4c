"""A comparison is computed, and nobody asserts it."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    one_line,
)
from checker.rules import assertions
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``assert a == b`` in tests, with the awaits of ``a``."""
    for line in source.each(cst.Assert):
        function = source.function(line)
        if (
            function is not None
            and function.name.value.startswith("test")
            and isinstance(line.test, cst.Comparison)
        ):
            yield Mutation(
                swaps={line: cst.Expr(value=line.test)}, names={"claim": one_line(line.test)}
            )


OPERATOR = Operator(
    name="assertion-dropped",
    rule=assertions.ASSERTION_NEVER_MADE,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="`{claim}` is compared and nothing comes of it: without assert {function} passes whatever the code "
    "does. Assert it.",
    paraphrases=(
        "The assert is missing: this comparison has no effect and the test always passes.",
        "missing assert",
        "Where is the assert? Without assert this test cannot fail.",
        "{function} compares but never asserts, so it tests nothing.",
        "The comparison has no effect, the test passes whatever happens.",
        "Please add the assert, as it stands the result is not asserted.",
    ),
    cases=(
        Case(before="def test_a():\n    assert f() == 3\n", after="def test_a():\n    f() == 3\n"),
        Case(before="def helper():\n    assert f() == 3\n"),
    ),
)
