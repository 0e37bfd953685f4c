"""A test is always skipped."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    expression,
)
from checker.rules import testing
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find tests."""
    for function in source.each(cst.FunctionDef):
        if function.name.value.startswith("test") and source.function(function) is None:
            mark = cst.Decorator(expression('pytest.mark.skip(reason="flaky on CI")'))
            swap = function.with_changes(decorators=[mark, *function.decorators])
            yield Mutation(
                swaps={function: swap},
                names={"test": function.name.value},
                imports=("import pytest",),
            )


OPERATOR = Operator(
    name="test-skipped",
    rule=testing.SKIPPED_TEST,
    severity=Severity.MINOR,
    sites=sites,
    explanation="{test} is skipped as flaky, in the pull request that it is to guard: nothing tests this any more. "
    "Mend it instead.",
    paraphrases=(
        "This test is skipped, so nothing tests it any more; fix it instead of skipping.",
        "don't skip, fix the flaky test",
        "Why is {test} skipped? It guards exactly what this PR changes and never runs now.",
        "A skipped test hides the problem, please repair it.",
        "The test is disabled because it is flaky, better fix it.",
        "Please remove the skip from {test}.",
    ),
    cases=(
        Case(
            before="def test_a():\n    assert f() == 3\n",
            after='@pytest.mark.skip(reason="flaky on CI")\ndef test_a():\n    assert f() == 3\n',
        ),
        Case(before="def helper():\n    assert f() == 3\n"),
    ),
)
