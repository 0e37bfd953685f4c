"""A pause blocks the event loop."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    called,
    expression,
    one_line,
)
from checker.rules import concurrency
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``await asyncio.sleep(...)`` in a coroutine, except ``sleep(0)``."""
    for node in source.each(cst.Await, m.Await(expression=m.Call())):
        call = node.expression
        if (
            isinstance(call, cst.Call)
            and called(call, "asyncio.sleep")
            and one_line(call.args[0].value) != "0"
        ):
            swap = call.with_changes(func=expression("time.sleep"))
            yield Mutation(
                swaps={node: swap},
                names={"delay": one_line(call.args[0].value)},
                imports=("import time",),
            )


OPERATOR = Operator(
    name="sleep-blocks",
    rule=concurrency.BLOCKING_CALL_IN_COROUTINE,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="time.sleep stops the whole event loop for {delay}: nobody else is served while "
    "{function} pauses. Use await asyncio.sleep.",
    paraphrases=(
        "time.sleep in a coroutine blocks the whole event loop, use await asyncio.sleep.",
        "blocking sleep",
        "Should be asyncio.sleep, shouldn't it? time.sleep stops every other task.",
        "While {function} sleeps nobody else is served, because time.sleep blocks the loop.",
        "The sleep here is synchronous and it stops the loop for everything.",
        "Please replace time.sleep({delay}) by await asyncio.sleep({delay}).",
    ),
    cases=(
        Case(
            before="async def retry(self):\n    await asyncio.sleep(self.delay)\n",
            after="async def retry(self):\n    time.sleep(self.delay)\n",
        ),
        Case(before="async def retry(self):\n    await asyncio.sleep(0)\n"),
    ),
)
