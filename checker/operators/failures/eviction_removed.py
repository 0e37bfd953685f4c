"""A cache does not drop entries any more."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    code,
    one_line,
)
from checker.rules import resources
from checker.rules.rule import Severity

DROPS = (".pop(", ".popitem(", ".popleft(", "del ")


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``if len(x) > limit: x.pop...`` and the same with ``while``."""
    guards: list[cst.If | cst.While] = [*source.each(cst.If), *source.each(cst.While)]
    for guard in guards:
        drops = any(word in code(guard.body) for word in DROPS)
        if (
            "len(" in one_line(guard.test)
            and drops
            and guard.orelse is None
            and len(source.block(guard)) > 1
        ):
            yield Mutation(
                swaps={guard: cst.RemoveFromParent()}, names={"condition": one_line(guard.test)}
            )


OPERATOR = Operator(
    name="eviction-removed",
    rule=resources.UNBOUNDED_CACHE,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="Nothing is thrown out of the cache in {function} any more: it grows with every new key until "
    "the memory is full. Evict when `{condition}`.",
    paraphrases=(
        "Nothing evicts entries any more, the cache is unbounded and memory grows.",
        "no eviction, memory leak",
        "Where is the size limited? Entries are never removed, so this grows forever.",
        "{function} adds entries but never evicts one when {condition}.",
        "The cache has no bound, it grows with each key until memory is full.",
        "Please evict the oldest entry when `{condition}`; the cache grows without limit.",
    ),
    cases=(
        Case(
            before="def put(self, k, v):\n    self.d[k] = v\n    while len(self.d) > self.size:\n        self.d.popitem(last=False)\n",
            after="def put(self, k, v):\n    self.d[k] = v\n",
        ),
        Case(
            before="def put(self, k, v):\n    if len(k) > 3:\n        return\n    self.d[k] = v\n"
        ),
    ),
)
