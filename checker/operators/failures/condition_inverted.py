"""A condition is negated."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import one_line
from checker.rules import conditions
from checker.rules.rule import Severity

NARROWS = m.Name("None") | m.Name("isinstance") | m.Name("args") | m.NamedExpr()
OTHER: dict[type[cst.BaseCompOp], type[cst.BaseCompOp]] = {
    cst.Equal: cst.NotEqual,
    cst.NotEqual: cst.Equal,
    cst.In: cst.NotIn,
    cst.NotIn: cst.In,
    cst.Is: cst.IsNot,
    cst.IsNot: cst.Is,
}


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find tests of ``if``, ``x if test else y`` and comprehensions: one comparison, name or call."""
    tests: list[cst.If | cst.IfExp | cst.CompIf] = [
        *source.each(cst.If),
        *source.each(cst.IfExp),
        *source.each(cst.CompIf),
    ]
    for each in tests:
        opposite = None if m.findall(each.test, NARROWS) else _opposite(each.test)
        guarded = isinstance(each, cst.IfExp) and f"{one_line(each.test)}." in one_line(each.body)
        if opposite is not None and not (source.tests or guarded):
            names = {"condition": one_line(each.test), "asked": one_line(opposite)}
            yield Mutation(swaps={each.test: opposite}, names=names)


def _opposite(test: cst.BaseExpression) -> cst.BaseExpression | None:
    if isinstance(test, cst.UnaryOperation) and isinstance(test.operator, cst.Not):
        return test.expression
    if isinstance(test, cst.Comparison) and len(test.comparisons) == 1:
        [asked] = test.comparisons
        other = OTHER.get(type(asked.operator))
        return (
            test.with_changes(comparisons=[asked.with_changes(operator=other())]) if other else None
        )
    if isinstance(test, cst.Name | cst.Attribute | cst.Call):
        return cst.UnaryOperation(cst.Not(), test)
    return None


OPERATOR = Operator(
    name="condition-inverted",
    rule=conditions.CONDITION_INVERTED,
    severity=Severity.BLOCKER,
    sites=sites,
    explanation="The condition in {function} is the wrong way round: it asks `{asked}` and must ask `{condition}`, so "
    "each case takes the other's branch.",
    paraphrases=(
        "The condition is inverted: it must be `{condition}`, each case takes the other branch.",
        "inverted condition, should be {condition}",
        "Isn't this check the wrong way round? What must be refused is accepted.",
        "{function} asks the opposite: {asked} instead of {condition}.",
        "The logic is reversed here, it happens exactly when it must not.",
        "Please negate this condition, the wrong case passes.",
    ),
    near_misses=("Give the condition a name.", "An early return would be flatter."),
    cases=(
        Case(
            before="def pay(self, who):\n    if not self.allowed(who):\n        raise RefusedError(who)\n    self.send(who)\n",
            after="def pay(self, who):\n    if self.allowed(who):\n        raise RefusedError(who)\n    self.send(who)\n",
        ),
        Case(
            before="def find(self, name):\n    if name not in self.tools:\n        raise ToolError(name)\n    return self.tools[name]\n",
            after="def find(self, name):\n    if name in self.tools:\n        raise ToolError(name)\n    return self.tools[name]\n",
        ),
        Case(
            before="def text(row):\n    if row is None:\n        return ''\n    return row.text\n"
        ),
    ),
)
