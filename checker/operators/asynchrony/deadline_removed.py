"""A wait has no deadline any more."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    called,
    one_line,
    unwrapped,
)
from checker.rules import waiting
from checker.rules.rule import Severity

TIMEOUTS = ("asyncio.timeout", "asyncio.timeout_at", "timeout")


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``async with asyncio.timeout`` and ``asyncio.wait_for``."""
    for block in source.each(cst.With, m.With(asynchronous=m.Asynchronous())):
        call = block.items[0].item
        if len(block.items) == 1 and isinstance(call, cst.Call) and called(call, *TIMEOUTS):
            names = {"limit": one_line(call.args[0].value)}
            yield Mutation(swaps={block: unwrapped(block)}, names=names)
    for call in source.each(cst.Call):
        if called(call, "asyncio.wait_for") and len(call.args) == 2:
            names = {"limit": one_line(call.args[1].value)}
            yield Mutation(swaps={call: call.args[0].value}, names=names)


OPERATOR = Operator(
    name="deadline-removed",
    rule=waiting.MISSING_DEADLINE,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="Nothing bounds how long {function} waits: {limit} is not applied, and a peer that "
    "never answers holds the caller for ever. Wrap the wait in asyncio.timeout.",
    paraphrases=(
        "There is no timeout around this await any more, so a peer that never answers hangs {function} forever.",
        "no deadline here, can hang",
        "Where is {limit} applied? Without a timeout this may wait indefinitely.",
        "{limit} is ignored, the wait is unbounded and the caller gets stuck.",
        "It has no time limit: when the other side does not answer we wait for ever, missing timeout.",
        "Please wrap this in asyncio.timeout({limit}).",
    ),
    cases=(
        Case(
            before="async def ask(self):\n    async with asyncio.timeout(self.limit):\n        return await self.send()\n",
            after="async def ask(self):\n    return await self.send()\n",
        ),
        Case(
            before="async def ask(self):\n    return await asyncio.wait_for(self.send(), 5)\n",
            after="async def ask(self):\n    return await self.send()\n",
        ),
        Case(before="async def ask(self):\n    return await self.send(timeout=3)\n"),
    ),
)
