"""Results are in the order in which the calls ended."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    called,
    expression,
    one_line,
    small,
)
from checker.rules import concurrency
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``await asyncio.gather(*tasks)`` whose results are used."""
    for node in source.each(cst.Await, m.Await(expression=m.Call())):
        call = node.expression
        if (
            not isinstance(call, cst.Call)
            or not called(call, "asyncio.gather")
            or len(call.args) != 1
        ):
            continue
        tasks, used = call.args[0], small(source.statement(node))
        if tasks.star == "*" and not isinstance(used, cst.Expr):
            swap = expression(
                f"[await done for done in asyncio.as_completed({one_line(_listed(tasks.value))})]"
            )
            yield Mutation(swaps={node: swap})


def _listed(tasks: cst.BaseExpression) -> cst.BaseExpression:
    if isinstance(tasks, cst.GeneratorExp):
        return cst.ListComp(elt=tasks.elt, for_in=tasks.for_in)
    return tasks


OPERATOR = Operator(
    name="completion-order",
    rule=concurrency.RESULTS_IN_COMPLETION_ORDER,
    severity=Severity.BLOCKER,
    sites=sites,
    explanation="as_completed gives the results in the order in which they finish: in {function} they no "
    "longer belong to the inputs beside them. asyncio.gather keeps the order.",
    paraphrases=(
        "as_completed yields in completion order, so results no longer match their inputs; use gather.",
        "order is lost: as_completed, not gather",
        "Don't these come in the order they finish? Then they are mixed up with the wrong inputs.",
        "{function} must preserve order, as_completed returns the fastest first.",
        "The results are in wrong order when one request is slow, they do not belong to the inputs.",
        "Please use asyncio.gather, which keeps the order; as_completed shuffles the results.",
    ),
    cases=(
        Case(
            before="async def load(tasks):\n    results = await asyncio.gather(*tasks)\n    return results\n",
            after="async def load(tasks):\n    results = [await done for done in asyncio.as_completed(tasks)]\n    return results\n",
        ),
        Case(before="async def load(tasks):\n    await asyncio.gather(*tasks)\n"),
    ),
)
