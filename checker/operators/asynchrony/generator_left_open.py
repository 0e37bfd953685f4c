"""An async generator that is left early is not closed."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    called,
    one_line,
    only,
)
from checker.rules import tasks
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``async with aclosing(pieces) as p: async for x in p``."""
    for block in source.each(cst.With, m.With(asynchronous=m.Asynchronous())):
        item = block.items[0]
        call, inner = item.item, only(block.body)
        if (
            len(block.items) != 1
            or not isinstance(call, cst.Call)
            or not isinstance(inner, cst.For)
        ):
            continue
        if called(call, "aclosing", "contextlib.aclosing") and item.asname is not None:
            swap = inner.with_changes(iter=call.args[0].value, leading_lines=block.leading_lines)
            yield Mutation(swaps={block: swap}, names={"pieces": one_line(call.args[0].value)})


OPERATOR = Operator(
    name="generator-left-open",
    rule=tasks.ABANDONED_ASYNC_GENERATOR,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="Nothing closes {pieces} when the loop is left early: its cleanup runs when the garbage "
    "collector comes by, and the connection stays open till then. Use contextlib.aclosing.",
    paraphrases=(
        "The async generator is not closed when the loop is left early, use aclosing; the connection leaks.",
        "missing aclosing",
        "Who closes {pieces} when the consumer stops early? Its cleanup is left to the garbage collector.",
        "Without aclosing the generator is never closed on cancel and its connection stays open.",
        "If somebody breaks out, the generator stays open until garbage collection.",
        "Please iterate inside `async with aclosing(...)`, otherwise the stream is not closed.",
    ),
    cases=(
        Case(
            before="async def show(self):\n    async with aclosing(self.pieces()) as pieces:\n        async for piece in pieces:\n            put(piece)\n",
            after="async def show(self):\n    async for piece in self.pieces():\n        put(piece)\n",
        ),
        Case(
            before="async def show(self):\n    async for piece in self.pieces():\n        put(piece)\n"
        ),
    ),
)
