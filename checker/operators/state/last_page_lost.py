"""The last portion is lost."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    one_line,
    only,
    small,
)
from checker.rules import algorithms
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``if rest: yield rest`` or ``append(rest)`` after a loop."""
    for guard in source.each(cst.If):
        inner, block = small(only(guard.body)), source.block(guard)
        position = block.index(guard) if guard in block else 0
        after_loop = position > 0 and isinstance(block[position - 1], cst.For | cst.While)
        rest = one_line(guard.test)
        text = one_line(inner) if inner is not None else ""
        hands_on = text.startswith("yield") or ".append(" in text or ".extend(" in text
        plain = guard.orelse is None and isinstance(guard.test, cst.Name)
        if after_loop and plain and hands_on:
            yield Mutation(swaps={guard: cst.RemoveFromParent()}, names={"rest": rest})


OPERATOR = Operator(
    name="last-page-lost",
    rule=algorithms.LAST_BATCH_DROPPED,
    severity=Severity.BLOCKER,
    sites=sites,
    explanation="What is left in {rest} after the loop is thrown away: the last portion is lost whenever it is not "
    "full. Hand it on as well.",
    paraphrases=(
        "The last portion left in {rest} after the loop is lost when it is not full.",
        "last chunk dropped",
        "What about the remainder in {rest}? It is never handed on and thus lost.",
        "{function} drops the tail: whatever is left after the loop is discarded.",
        "The last batch is missing if it is not full.",
        "Please flush {rest} after the loop, the final piece is lost.",
    ),
    cases=(
        Case(
            before="def batches(xs):\n    batch = []\n    for x in xs:\n        batch.append(x)\n        if len(batch) == 3:\n            yield batch\n            batch = []\n    if batch:\n        yield batch\n",
            after="def batches(xs):\n    batch = []\n    for x in xs:\n        batch.append(x)\n        if len(batch) == 3:\n            yield batch\n            batch = []\n",
        ),
        Case(before="def one(xs):\n    if xs:\n        yield xs\n"),
    ),
)
