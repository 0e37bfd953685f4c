"""Every call makes a lock of its own."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    expression,
    one_line,
)
from checker.rules import races
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``async with`` on a lock that callers share."""
    for block in source.each(cst.With, m.With(asynchronous=m.Asynchronous())):
        item = block.items[0].item
        if (
            len(block.items) == 1
            and "lock" in one_line(item).lower()
            and not isinstance(item, cst.Call)
        ):
            yield Mutation(
                swaps={item: expression("asyncio.Lock()")},
                names={"lock": one_line(item)},
                imports=("import asyncio",),
            )


OPERATOR = Operator(
    name="lock-per-call",
    rule=races.LOCK_NOBODY_SHARES,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="{function} makes a new asyncio.Lock each time it is called: nobody else holds it, so "
    "it protects nothing. Callers must share {lock}.",
    paraphrases=(
        "A new lock is created on every call, so it protects nothing: all callers get through at once.",
        "lock per call = no lock",
        "Shouldn't this use {lock}? A fresh Lock is never contended.",
        "Each call of {function} makes its own lock; callers do not share it and race.",
        "This lock is local, nobody else can wait on it, it has no effect.",
        "Please share one lock between the callers, e.g. {lock}, instead of a new lock here.",
    ),
    cases=(
        Case(
            before="async def add(self):\n    async with self._lock:\n        await self.save()\n",
            after="async def add(self):\n    async with asyncio.Lock():\n        await self.save()\n",
        ),
        Case(
            before="async def add(self):\n    async with make_lock():\n        await self.save()\n"
        ),
    ),
)
