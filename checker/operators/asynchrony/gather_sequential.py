"""Calls that ran concurrently run one after the other."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    called,
    one_line,
)
from checker.rules import concurrency
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``await asyncio.gather(*(work(x) for x in xs))``."""
    for node in source.each(cst.Await, m.Await(expression=m.Call())):
        call = node.expression
        if (
            not isinstance(call, cst.Call)
            or not called(call, "asyncio.gather")
            or len(call.args) != 1
        ):
            continue
        each = call.args[0].value
        if call.args[0].star == "*" and isinstance(each, cst.GeneratorExp | cst.ListComp):
            swap = cst.ListComp(elt=cst.Await(expression=each.elt), for_in=each.for_in)
            yield Mutation(swaps={node: swap}, names={"call": one_line(each.elt)})


OPERATOR = Operator(
    name="gather-sequential",
    rule=concurrency.INDEPENDENT_AWAITS_ONE_BY_ONE,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="{function} awaits {call} one after the other although the calls do not depend on each "
    "other: ten of them take ten times as long. Run them together with asyncio.gather.",
    paraphrases=(
        "These calls are awaited one by one although they are independent; use asyncio.gather.",
        "sequential awaits, slow",
        "Could this run concurrently? Awaiting inside the comprehension makes it serial.",
        "{function} is not concurrent any more: every call waits for the previous one, so latency adds up.",
        "The awaits are in sequence, it takes n times as long as together.",
        "Please gather them, the requests do not depend on each other and run in sequence now.",
    ),
    cases=(
        Case(
            before="async def all_of(xs):\n    return await asyncio.gather(*(get(x) for x in xs))\n",
            after="async def all_of(xs):\n    return [await get(x) for x in xs]\n",
        ),
        Case(before="async def all_of(xs):\n    return await asyncio.gather(*xs)\n"),
    ),
)
