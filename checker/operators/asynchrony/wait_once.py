"""A condition is checked once before a wait, and not again after it."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    code,
    one_line,
    only,
)
from checker.rules import races
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``while not condition: await something.wait()``."""
    for loop in source.each(cst.While):
        inner = only(loop.body)
        waits = (
            inner is not None
            and code(inner).startswith("await ")
            and code(inner).endswith(".wait()")
        )
        if waits and loop.orelse is None:
            swap = cst.If(test=loop.test, body=loop.body, leading_lines=loop.leading_lines)
            yield Mutation(swaps={loop: swap}, names={"condition": one_line(loop.test)})


OPERATOR = Operator(
    name="wait-once",
    rule=races.CONDITION_CHECKED_ONCE,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="{function} checks `{condition}` once: after it is woken somebody else may have been "
    "faster, and it goes on although the condition holds again. Check in a while loop.",
    paraphrases=(
        "The condition is checked once; after the wakeup another task may have been faster. Use while instead of if.",
        "if instead of while around wait()",
        "Shouldn't this be a while loop? Somebody else may take the item before we are woken.",
        "After wait() returns `{condition}` is not checked again.",
        "When two tasks wake up only one gets it, the other must check again.",
        "Please re-check the condition in a loop, a woken task cannot rely on it.",
    ),
    cases=(
        Case(
            before="async def take(self):\n    while not self.items:\n        await self.ready.wait()\n    return self.items.pop()\n",
            after="async def take(self):\n    if not self.items:\n        await self.ready.wait()\n    return self.items.pop()\n",
        ),
        Case(
            before="async def take(self):\n    while not self.items:\n        self.poll()\n    return self.items.pop()\n"
        ),
    ),
)
