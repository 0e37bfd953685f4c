"""The last step of a loop runs once, after the loop."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import one_line
from checker.rules import algorithms
from checker.rules.rule import Severity

LEAVES = m.Return() | m.Raise() | m.Continue() | m.Break()


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``for`` loops of several steps, the last of which does not leave the loop."""
    for loop in source.each(cst.For, m.For(orelse=None)):
        body = list(loop.body.body) if isinstance(loop.body, cst.IndentedBlock) else []
        if source.tests or len(body) < 2 or m.findall(loop, LEAVES):
            continue
        first, last = body[:-1], body[-1]
        if not _leans_on(first, last):
            continue
        shorter = loop.with_changes(body=cst.IndentedBlock(first))
        names = {
            "step": _said(one_line(last)),
            "items": one_line(loop.iter),
            "item": one_line(loop.target),
        }
        yield Mutation(swaps={loop: cst.FlattenSentinel([shorter, last])}, names=names)


def _leans_on(first: list[cst.BaseStatement], last: cst.BaseStatement) -> bool:
    """Return whether the last step uses a value that the steps before it compute."""
    targets = [t.target for each in first for t in _targets(each)]
    made = {each.value for each in targets if isinstance(each, cst.Name)}
    return bool(made) and any(m.findall(last, m.Name(name)) for name in made)


def _targets(step: cst.BaseStatement) -> list[cst.AssignTarget]:
    found = m.findall(step, m.AssignTarget())
    return [each for each in found if isinstance(each, cst.AssignTarget)]


def _said(text: str) -> str:
    """Return a step as text, shortened if it is long."""
    return text.partition("(")[0].partition(" = ")[0].partition(" +=")[0].partition(":")[0]


OPERATOR = Operator(
    name="left-out-of-loop",
    rule=algorithms.ACCUMULATOR_OVERWRITTEN,
    severity=Severity.BLOCKER,
    sites=sites,
    explanation="`{step}` stands behind the loop over {items} instead of in it: it happens once, for the last {item} "
    "alone, and the others are lost. Indent it.",
    paraphrases=(
        "{step} is outside the loop, so only the last {item} counts and the others are lost.",
        "wrong indentation, belongs inside the loop",
        "Isn't this dedented by mistake? It runs once after the loop, for the last one only.",
        "Only the last {item} is handled, all earlier ones are dropped.",
        "The step happens once behind the loop and not for each of {items}.",
        "Please move {step} into the loop, it is only done once for the last item.",
    ),
    near_misses=("A comprehension would be shorter.", "Rename {item}."),
    cases=(
        Case(
            before="def add(self, rows):\n    for row in rows:\n        value = self.read(row)\n        self.known.append(value)\n",
            after="def add(self, rows):\n    for row in rows:\n        value = self.read(row)\n    self.known.append(value)\n",
        ),
        Case(
            before="def add(self, rows):\n    for row in rows:\n        if row:\n            continue\n        self.known.append(row)\n"
        ),
    ),
)
