"""Tokens that were billed are not counted."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    dotted,
    one_line,
    small,
)
from checker.rules import answers
from checker.rules.rule import Severity

USAGE = ("usage", "tokens", "cost", "billed", "spent")


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find statements that only add to the usage, and ``+=`` on tokens."""
    for line in source.each(cst.SimpleStatementLine):
        one = small(line)
        if isinstance(one, cst.AugAssign) and any(
            word in one_line(one.target).lower() for word in USAGE
        ):
            swap = cst.Assign(targets=[cst.AssignTarget(one.target)], value=one.value)
            yield Mutation(swaps={one: swap}, names={"usage": one_line(one.target)})
        elif isinstance(one, cst.Expr) and isinstance(one.value, cst.Call):
            name = dotted(one.value.func)
            adds = name.rpartition(".")[2] in {"add", "record", "count", "charge", "bill"}
            if adds and any(word in name.lower() for word in USAGE) and len(source.block(line)) > 1:
                yield Mutation(
                    swaps={line: cst.RemoveFromParent()}, names={"usage": name.rpartition(".")[0]}
                )


OPERATOR = Operator(
    name="usage-not-counted",
    rule=answers.INCOMPLETE_USAGE_COUNT,
    severity=Severity.MINOR,
    sites=sites,
    explanation="What {function} is billed for does not add up in {usage}: calls are missing from the count, "
    "and the cost that is reported is too low. Add every call.",
    paraphrases=(
        "The usage of this call is not counted, the reported cost is too low; add it to {usage}.",
        "usage not recorded, cost too low",
        "Shouldn't the tokens be added to {usage}? This total misses calls that are billed.",
        "{usage} is incomplete: what {function} is billed is not added.",
        "The tokens are not counted here, so the sum of cost is wrong.",
        "Please count every call in {usage}, the usage is missing from the bill.",
    ),
    cases=(
        Case(
            before="def done(self, r):\n    self.usage.add(r.usage)\n    return r\n",
            after="def done(self, r):\n    return r\n",
        ),
        Case(before="def done(self, r):\n    self.seen.add(r.key)\n    return r\n"),
    ),
)
