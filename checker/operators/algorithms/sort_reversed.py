"""A sort puts the worst first."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    called,
    keyword,
    last_name,
    one_line,
    without,
)
from checker.rules import algorithms
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``key=lambda x: -score(x)`` and ``reverse=True``."""
    for call in source.each(cst.Call):
        if not (called(call, "sorted", "max", "min") or last_name(call.func) == "sort"):
            continue
        key, turned = keyword(call, "key"), keyword(call, "reverse")
        if turned is not None and one_line(turned.value) == "True":
            yield Mutation(swaps={call: without(call, "reverse")})
        elif key is not None and m.matches(
            key.value, m.Lambda(body=m.UnaryOperation(operator=m.Minus()))
        ):
            body = cst.ensure_type(cst.ensure_type(key.value, cst.Lambda).body, cst.UnaryOperation)
            yield Mutation(swaps={body: body.expression})


OPERATOR = Operator(
    name="sort-reversed",
    rule=algorithms.WRONG_SORT_ORDER,
    severity=Severity.BLOCKER,
    sites=sites,
    explanation="{function} sorts the wrong way round: the smallest value comes first, where the largest is wanted. "
    "Sort in descending order.",
    paraphrases=(
        "The sort order is reversed: it is ascending, so the worst comes first; sort descending.",
        "wrong order, must be descending",
        "Shouldn't this be descending? The smallest comes first now.",
        "{function} sorts ascending and returns the least similar ones.",
        "The sorting is in wrong order, the best is last.",
        "Please sort in reverse: the lowest value comes first now.",
    ),
    cases=(
        Case(
            before="def rank(xs):\n    return sorted(xs, key=lambda x: -score(x))\n",
            after="def rank(xs):\n    return sorted(xs, key=lambda x: score(x))\n",
        ),
        Case(
            before="def rank(xs):\n    return sorted(xs, reverse=True)\n",
            after="def rank(xs):\n    return sorted(xs)\n",
        ),
        Case(before="def rank(xs):\n    return sorted(xs, key=lambda x: score(x))\n"),
    ),
)
