"""A test passes with any error."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    called,
    one_line,
)
from checker.rules import testing
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``pytest.raises(SomeError)``."""
    for call in source.each(cst.Call):
        if (
            called(call, "pytest.raises")
            and call.args
            and one_line(call.args[0].value) not in {"Exception", "BaseException"}
        ):
            swap = call.with_changes(args=[cst.Arg(cst.Name("Exception"))])
            yield Mutation(swaps={call: swap}, names={"error": one_line(call.args[0].value)})


OPERATOR = Operator(
    name="raises-broad",
    rule=testing.EXPECTED_ERROR_TOO_BROAD,
    severity=Severity.MINOR,
    sites=sites,
    explanation="{function} is content with any Exception: a typo in the test or a TypeError passes for the error "
    "that is promised. Expect {error}.",
    paraphrases=(
        "pytest.raises(Exception) is too broad, any error passes; expect {error}.",
        "raises too broad, use {error}",
        "Shouldn't this expect {error}? A typo would pass as well as any exception.",
        "The test is content with any exception, also the wrong error.",
        "With raises Exception every error passes the test.",
        "Please narrow pytest.raises to {error}.",
    ),
    cases=(
        Case(
            before="def test_a():\n    with pytest.raises(ValueError):\n        f()\n",
            after="def test_a():\n    with pytest.raises(Exception):\n        f()\n",
        ),
        Case(before="def test_a():\n    with pytest.raises(Exception):\n        f()\n"),
    ),
)
