"""Blocking work runs in the event loop, not in a worker thread."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    arguments,
    called,
    one_line,
)
from checker.rules import concurrency
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``await asyncio.to_thread(work, ...)``."""
    for node in source.each(cst.Await, m.Await(expression=m.Call())):
        call = node.expression
        if isinstance(call, cst.Call) and called(call, "asyncio.to_thread") and call.args:
            target, *rest = call.args
            swap = cst.Call(func=target.value, args=arguments(rest))
            yield Mutation(swaps={node: swap}, names={"call": one_line(target.value)})


OPERATOR = Operator(
    name="thread-inlined",
    rule=concurrency.BLOCKING_CALL_IN_COROUTINE,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="{function} calls {call} on the event loop: it blocks, and every other task waits until "
    "it returns. Run it in a worker thread with asyncio.to_thread.",
    paraphrases=(
        "{call} blocks the event loop here, every other task waits for it; use asyncio.to_thread.",
        "blocking call in a coroutine",
        "Shouldn't {call} go through to_thread? It is synchronous and stalls the loop.",
        "{function} is async but does its blocking work on the event loop.",
        "This sync call freezes the loop for all other tasks, it must go in a worker thread.",
        "Please move {call} off the event loop (asyncio.to_thread or an executor).",
    ),
    cases=(
        Case(
            before="async def get(self, key):\n    return await asyncio.to_thread(self._get, key)\n",
            after="async def get(self, key):\n    return self._get(key)\n",
        ),
        Case(before="async def get(self, key):\n    return await self._get(key)\n"),
    ),
)
