"""A failure ends with the exit code of success."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    one_line,
)
from checker.rules import failures
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``return 1 if failed else 0`` and ``return 1``."""
    for line in source.each(cst.Return):
        if m.matches(line, m.Return(value=m.IfExp(body=m.Integer(), orelse=m.Integer("0")))):
            test = one_line(cst.ensure_type(line.value, cst.IfExp).test)
            yield Mutation(
                swaps={line: line.with_changes(value=cst.Integer("0"))}, names={"failed": test}
            )
        elif m.matches(line, m.Return(value=m.Integer("1"))) and source.nearest(
            line, cst.ExceptHandler
        ):
            yield Mutation(
                swaps={line: line.with_changes(value=cst.Integer("0"))},
                names={"failed": "an error"},
            )


OPERATOR = Operator(
    name="exit-code-zero",
    rule=failures.SUCCESS_EXIT_CODE_ON_FAILURE,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="{function} returns 0 also when there was {failed}: scripts and schedulers take the failure "
    "for success. Return 1.",
    paraphrases=(
        "The exit code is 0 even on failure, so scripts take it for success; return 1.",
        "returns 0 on failure",
        "Shouldn't this return 1? A cron job never notices that it failed.",
        "{function} always returns 0, also when there was {failed}.",
        "The exit code says success although there was an error.",
        "Please return a non-zero exit code on failure.",
    ),
    cases=(
        Case(
            before="def run(r):\n    return 1 if r.failures else 0\n",
            after="def run(r):\n    return 0\n",
        ),
        Case(before="def run(r):\n    return 0\n"),
    ),
)
