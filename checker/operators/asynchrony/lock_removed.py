"""The lock around a check and the code that relies on it is gone."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    awaits,
    one_line,
    unwrapped,
)
from checker.rules import races
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find a lock that is held over a wait."""
    for block in source.each(cst.With, m.With(asynchronous=m.Asynchronous())):
        lock = one_line(block.items[0].item)
        if len(block.items) == 1 and "lock" in lock.lower() and awaits(block.body):
            yield Mutation(swaps={block: unwrapped(block)}, names={"lock": lock})


OPERATOR = Operator(
    name="lock-removed",
    rule=races.CHECK_THEN_ACT_ACROSS_AWAIT,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="{function} does its work without {lock}: two tasks interleave at the await, both see "
    "the old state and both act on it. Hold the lock over the check and the act.",
    paraphrases=(
        "Race condition: {function} checks and acts without holding {lock}, so two callers can interleave at the await.",
        "missing lock, two tasks do it twice",
        "Should this not hold {lock}? Two concurrent calls both see the old state.",
        "{lock} is not used here, so concurrent callers race each other.",
        "Without the lock two tasks can be in here at same time and both do the work.",
        "Please wrap this in `async with {lock}`: the check and the act must not be split by another task.",
    ),
    cases=(
        Case(
            before="async def get(self):\n    async with self._lock:\n        if not self.token:\n            self.token = await renew()\n    return self.token\n",
            after="async def get(self):\n    if not self.token:\n        self.token = await renew()\n    return self.token\n",
        ),
        Case(before="async def get(self):\n    async with self._lock:\n        self.n += 1\n"),
    ),
)
