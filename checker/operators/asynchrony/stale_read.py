"""A counter is read before an await and written after it."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    awaits,
    dotted,
    one_line,
    small,
    statement,
)
from checker.rules import races
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``self.x += n`` after something that waits, at the level of the function's body."""
    for function in source.each(cst.FunctionDef, m.FunctionDef(asynchronous=m.Asynchronous())):
        body = list(function.body.body) if isinstance(function.body, cst.IndentedBlock) else []
        for position, line in enumerate(body):
            change = small(line)
            waited = [n for n in range(position) if awaits(body[n])]
            if not isinstance(change, cst.AugAssign) or not dotted(change.target).startswith(
                "self."
            ):
                continue
            if waited and isinstance(line, cst.SimpleStatementLine):
                target, sign = one_line(change.target), one_line(change.operator).removesuffix("=")
                first = body[waited[-1]]
                read = cst.FlattenSentinel([statement(f"before = {target}"), first])
                written = statement(f"{target} = before {sign} {one_line(change.value)}")
                yield Mutation(swaps={first: read, line: written}, names={"state": target})


OPERATOR = Operator(
    name="stale-read",
    rule=races.STALE_READ_ACROSS_AWAIT,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="{function} reads {state} before the await and writes it back after: what other tasks "
    "added meanwhile is lost. Change it in one step, without an await in between.",
    paraphrases=(
        "Lost update: {state} is read before the await and written back after it, overwriting what other tasks added.",
        "stale read across await",
        "Doesn't this use an old value of {state}? Another task may have changed it during the await.",
        "{state} should be updated in one step after the await, otherwise concurrent updates are lost.",
        "The value is outdated when it is written back, updates of concurrent calls are lost.",
        "Please do not keep `before` across an await: use += afterwards, or a lock.",
    ),
    cases=(
        Case(
            before="async def spend(self, n):\n    await self.pay(n)\n    self.total += n\n",
            after="async def spend(self, n):\n    before = self.total\n    await self.pay(n)\n    self.total = before + n\n",
        ),
        Case(before="async def spend(self, n):\n    self.total += n\n    await self.pay(n)\n"),
    ),
)
