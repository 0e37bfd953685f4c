"""Input from outside is checked by an assert."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    one_line,
    only,
    small,
    statement,
)
from checker.rules import validation
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``if wrong: raise Error(message)``."""
    for guard in source.each(cst.If):
        raised = small(only(guard.body))
        if (
            guard.orelse is not None
            or not isinstance(raised, cst.Raise)
            or not isinstance(raised.exc, cst.Call)
        ):
            continue
        if len(raised.exc.args) == 1 and source.function(guard) is not None:
            right = _opposite(guard.test)
            swap = statement(f"assert {right}, {one_line(raised.exc.args[0].value)}")
            yield Mutation(
                swaps={guard: swap.with_changes(leading_lines=guard.leading_lines)},
                names={"error": one_line(raised.exc.func), "condition": one_line(guard.test)},
            )


def _opposite(test: cst.BaseExpression) -> str:
    if isinstance(test, cst.UnaryOperation) and isinstance(test.operator, cst.Not):
        return one_line(test.expression)
    if m.matches(test, m.Comparison(comparisons=[m.ComparisonTarget(operator=m.Is())])):
        return one_line(test).replace(" is ", " is not ", 1)
    return f"not ({one_line(test)})"


OPERATOR = Operator(
    name="guard-to-assert",
    rule=validation.ASSERT_FOR_VALIDATION,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="{function} checks by an assert: with python -O nothing is checked, and without it callers "
    "get an AssertionError that nobody catches. Raise {error}.",
    paraphrases=(
        "assert is stripped with python -O, so this is not checked in production; raise {error}.",
        "assert for validation, raise {error} instead",
        "Should this not raise {error}? An AssertionError is not what callers catch.",
        "Asserts are disabled under -O, please use a real exception.",
        "The check with assert is removed in optimized mode, and gives AssertionError instead of {error}.",
        "Input must not be validated by assert: raise {error}.",
    ),
    cases=(
        Case(
            before="def take(n):\n    if n < 1:\n        raise ValueError('one or more')\n    return n\n",
            after="def take(n):\n    assert not (n < 1), 'one or more'\n    return n\n",
        ),
        Case(before="def take(n):\n    if n < 1:\n        return None\n    return n\n"),
    ),
)
