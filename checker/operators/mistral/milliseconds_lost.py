"""Seconds are passed where milliseconds are meant, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    one_line,
)
from checker.rules import requests
from checker.rules.rule import Severity

THOUSAND = m.Integer("1000") | m.Integer("1_000")


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``x * 1000`` and ``x / 1000``."""
    for node in source.each(cst.BinaryOperation):
        scaled = m.matches(node.operator, m.Multiply() | m.Divide()) and m.matches(
            node.right, THOUSAND
        )
        if scaled:
            whole = f"{one_line(node.left)} {one_line(node.operator)} {one_line(node.right)}"
            around = next(source.above(node))
            yield Mutation(
                swaps={node: node.left},
                names={
                    "value": one_line(node.left),
                    "whole": whole,
                    "around": one_line(around)[:60],
                },
            )


OPERATOR = Operator(
    name="milliseconds-lost",
    rule=requests.SECONDS_PASSED_AS_MILLISECONDS,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="{value} is used in the wrong unit: seconds and milliseconds are mixed up, and the wait is a "
    "thousand times too short or too long. It must be `{whole}`.",
    paraphrases=(
        "Wrong unit: {value} is not converted between seconds and milliseconds, off by a factor of 1000.",
        "seconds vs milliseconds, factor 1000",
        "Isn't this in the wrong unit? Seconds and milliseconds are mixed up.",
        "The conversion by 1000 is missing, so the wait is a thousand times off.",
        "The units do not fit: one side is seconds and the other side is milliseconds.",
        "Please convert: it should be {whole}, the unit is wrong.",
    ),
    cases=(
        Case(
            before="def limit(s):\n    return int(s.deadline_s * 1000)\n",
            after="def limit(s):\n    return int(s.deadline_s)\n",
        ),
        Case(before="def limit(s):\n    return s.deadline_s * 10\n"),
    ),
)
