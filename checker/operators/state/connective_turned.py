"""``and`` is replaced by ``or``, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import one_line
from checker.rules import conditions
from checker.rules.rule import Severity

NARROWS = m.Comparison(
    comparisons=[m.ComparisonTarget(m.Is() | m.IsNot(), m.Name("None"))]
) | m.Call(func=m.Name("isinstance"))
TURNED = {cst.And: ("and", "or", cst.Or), cst.Or: ("or", "and", cst.And)}


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``a and b`` and ``a or b`` that decide something; conditions that narrow a type are left out."""
    for both in source.each(cst.BooleanOperation):
        meant, taken, other = TURNED[type(both.operator)]
        if source.tests or not _decides(source, both) or m.findall(both.left, NARROWS):
            continue
        names = {
            "meant": meant,
            "taken": taken,
            "whole": one_line(both),
            "left": one_line(both.left),
            "right": one_line(both.right),
        }
        yield Mutation(swaps={both.operator: other()}, names=names)


def _decides(source: ParsedModule, both: cst.BooleanOperation) -> bool:
    """Return whether an operation is a test, or a part of one."""
    inner: cst.CSTNode = both
    for each in source.above(both):
        if isinstance(each, cst.If | cst.IfExp | cst.CompIf):
            return each.test is inner
        if not isinstance(each, cst.BooleanOperation | cst.UnaryOperation):
            return False
        inner = each
    return False


OPERATOR = Operator(
    name="connective-turned",
    rule=conditions.INCOMPLETE_CONDITION,
    severity=Severity.BLOCKER,
    sites=sites,
    explanation="{function} asks for `{left}` {taken} `{right}`, where it must ask for the one {meant} the other: cases "
    "with just one of the two take the wrong branch. It must be `{whole}`.",
    paraphrases=(
        "The logic is wrong: it must be `{whole}`, as it is cases with one of the two take the wrong branch.",
        "wrong operator, {whole}",
        "Shouldn't this be `{whole}`? When just one of the two holds it takes the wrong branch.",
        "{function} has and and or mixed up, the condition is wrong: it must be {whole}.",
        "The condition is wrong when only one of the two is true, that case slips through.",
        "Please change it to `{whole}`, the condition is wrong when only one holds.",
    ),
    near_misses=("Split this condition in two.", "Parentheses would help the reader."),
    cases=(
        Case(
            before="def full(batch, size):\n    if batch and size > MOST:\n        return True\n    return False\n",
            after="def full(batch, size):\n    if batch or size > MOST:\n        return True\n    return False\n",
        ),
        Case(
            before="def bad(size, rate):\n    if size < 1 or rate <= 0:\n        raise ValueError\n",
            after="def bad(size, rate):\n    if size < 1 and rate <= 0:\n        raise ValueError\n",
        ),
        Case(
            before="def name(row):\n    if row is not None and row.name:\n        return row.name\n    return ''\n"
        ),
    ),
)
