"""A special case with an early return takes the general path."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import one_line, only, orphans, small, uses
from checker.rules import conditions
from checker.rules.rule import Severity

TYPED = m.Comparison(comparisons=[m.ComparisonTarget(m.Is(), m.Name("None"))])


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``if case: return answer`` without an else; conditions that narrow a type are left out."""
    for guard in source.each(cst.If, m.If(orelse=None)):
        function, answer = source.function(guard), small(only(guard.body))
        if function is None or source.tests or not isinstance(answer, cst.Return):
            continue
        narrows = m.findall(guard.test, TYPED | m.NamedExpr())
        beside = len(source.block(guard)) > 1 and not uses(guard.test, "args")
        if narrows or not beside or orphans(function, guard):
            continue
        given = one_line(answer.value) if answer.value else "nothing"
        names = {"case": one_line(guard.test), "answer": given}
        yield Mutation(swaps={guard: cst.RemoveFromParent()}, names=names)


OPERATOR = Operator(
    name="shortcut-removed",
    rule=conditions.MISSING_EDGE_CASE,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="{function} has no answer of its own for `{case}` any more: that case goes the common way, where it "
    "fails or does work again that was done. Return {answer} at once.",
    paraphrases=(
        "{function} does not handle `{case}`: it goes on and fails, or does the work again.",
        "missing early return for {case}",
        "What happens if {case}? There is no early return, so it goes on as usual.",
        "The special case {case} is forgotten, it should return {answer} at once.",
        "An edge case is not handled here and falls through to work that was done already.",
        "Please return {answer} early when {case}; that case is not handled any more.",
    ),
    near_misses=("{answer} could be a constant.", "The condition is hard to read."),
    cases=(
        Case(
            before="def load(self, key):\n    if key in self.known:\n        return self.known[key]\n    return self.fetch(key)\n",
            after="def load(self, key):\n    return self.fetch(key)\n",
        ),
        Case(
            before="def mean(rows):\n    if not rows:\n        return 0.0\n    return sum(rows) / len(rows)\n",
            after="def mean(rows):\n    return sum(rows) / len(rows)\n",
        ),
        Case(
            before="def load(row):\n    if row is None:\n        return ''\n    return row.text\n"
        ),
    ),
)
