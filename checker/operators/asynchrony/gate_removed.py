"""The semaphore that bounds the requests is gone."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    one_line,
    unwrapped,
)
from checker.rules import concurrency
from checker.rules.rule import Severity

GATE = ("sem", "gate", "slot", "limiter")


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``async with`` on a semaphore."""
    for block in source.each(cst.With, m.With(asynchronous=m.Asynchronous())):
        gate = one_line(block.items[0].item)
        if len(block.items) == 1 and any(word in gate.lower() for word in GATE):
            yield Mutation(swaps={block: unwrapped(block)}, names={"gate": gate})


OPERATOR = Operator(
    name="gate-removed",
    rule=concurrency.UNBOUNDED_CONCURRENCY,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="{function} does not wait for {gate} any more, so nothing bounds how many requests "
    "are in flight at once. Take the semaphore around the call.",
    paraphrases=(
        "{function} never acquires {gate}, so concurrency is unbounded and all requests go out at once.",
        "no semaphore here, unlimited requests in flight",
        "Shouldn't this be inside `async with {gate}`? As it is nothing limits the number of requests.",
        "The semaphore {gate} is created but never used, we will run into the rate limit.",
        "It misses the semaphore, so too many requests are sent in the same time.",
        "Please take {gate} around this call to bound concurrency.",
    ),
    cases=(
        Case(
            before="async def ask(self, q):\n    async with self._gate:\n        return await self.send(q)\n",
            after="async def ask(self, q):\n    return await self.send(q)\n",
        ),
        Case(
            before="async def ask(self, q):\n    async with self._lock:\n        return await self.send(q)\n"
        ),
    ),
)
