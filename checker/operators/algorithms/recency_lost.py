"""A cache drops the entry that was used last."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    one_line,
    small,
)
from checker.rules import algorithms
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``cache.move_to_end(key)``."""
    for line in source.each(cst.SimpleStatementLine):
        one = small(line)
        if (
            isinstance(one, cst.Expr)
            and ".move_to_end(" in one_line(one)
            and len(source.block(line)) > 1
        ):
            name = one_line(one).partition(".move_to_end")[0]
            yield Mutation(swaps={line: cst.RemoveFromParent()}, names={"cache": name})


OPERATOR = Operator(
    name="recency-lost",
    rule=algorithms.LRU_ORDER_NOT_UPDATED,
    severity=Severity.MINOR,
    sites=sites,
    explanation="A hit does not move the entry to the end of {cache}: the cache throws out what came in first, not "
    "what was not used for longest. Call move_to_end.",
    paraphrases=(
        "move_to_end is missing on a hit: this is FIFO, not LRU, hot entries get evicted.",
        "not LRU without move_to_end",
        "Shouldn't a hit call move_to_end? A popular entry is evicted first.",
        "The recency is not updated on access, so it evicts in insertion order.",
        "It is not least recently used any more, because a hit does not move the entry.",
        "Please call move_to_end on {cache}, else hot entries are thrown out.",
    ),
    cases=(
        Case(
            before="def get(self, k):\n    self.d.move_to_end(k)\n    return self.d[k]\n",
            after="def get(self, k):\n    return self.d[k]\n",
        ),
        Case(before="def get(self, k):\n    self.d.pop(k)\n    return self.d[k]\n"),
    ),
)
