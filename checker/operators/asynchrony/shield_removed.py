"""One caller's cancellation ends work that others wait for."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    called,
    one_line,
)
from checker.rules import tasks
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``asyncio.shield(work)``."""
    for call in source.each(cst.Call):
        if called(call, "asyncio.shield") and call.args:
            work = call.args[0].value
            yield Mutation(swaps={call: work}, names={"work": one_line(work)})


OPERATOR = Operator(
    name="shield-removed",
    rule=tasks.SHARED_WORK_CANCELLED,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="Awaiting {work} directly hands a caller's cancellation on to it: one caller that gives "
    "up kills the work of all who wait for the same result. Wrap it in asyncio.shield.",
    paraphrases=(
        "Without asyncio.shield a caller that is cancelled also cancels {work}, which other callers wait for.",
        "needs shield: one timeout kills it for all waiters",
        "What happens to the other waiters when one caller is cancelled? The shared task is not shielded.",
        "{work} is shared, but the cancellation of one caller propagates into it.",
        "If one waiter gives up, everyone loses the result, because the shared future is cancelled too.",
        "Please wrap {work} in asyncio.shield.",
    ),
    cases=(
        Case(
            before="async def get(self, key):\n    return await asyncio.shield(self.running[key])\n",
            after="async def get(self, key):\n    return await self.running[key]\n",
        ),
        Case(before="async def get(self, key):\n    return await self.running[key]\n"),
    ),
)
