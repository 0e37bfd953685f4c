"""Only one waiter is woken where all of them could go on."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    one_line,
)
from checker.rules import waiting
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``condition.notify_all()``."""
    for call in source.each(cst.Call, m.Call(func=m.Attribute(attr=m.Name("notify_all")))):
        swap = cst.ensure_type(call.func, cst.Attribute).with_changes(attr=cst.Name("notify"))
        yield Mutation(swaps={call.func: swap}, names={"condition": one_line(swap.value)})


OPERATOR = Operator(
    name="waiter-never-woken",
    rule=waiting.WAITER_NEVER_WOKEN,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="notify wakes one waiter of {condition}; all the others sleep on although their condition "
    "holds. Use notify_all.",
    paraphrases=(
        "notify() wakes only one waiter, the others sleep on forever; use notify_all().",
        "notify_all!",
        "Shouldn't this be notify_all? The other waiters are never woken.",
        "Only one task is woken here, the remaining waiters hang.",
        "With notify just one waiter wakes up and the others are stuck.",
        "Please wake all waiters of {condition}, notify is not enough: other waiters hang.",
    ),
    cases=(
        Case(
            before="async def close(self):\n    async with self.changed:\n        self.changed.notify_all()\n",
            after="async def close(self):\n    async with self.changed:\n        self.changed.notify()\n",
        ),
        Case(before="async def put(self):\n    self.changed.notify()\n"),
    ),
)
