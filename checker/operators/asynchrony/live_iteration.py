"""A loop that awaits iterates over a collection that other tasks change."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    called,
    dotted,
    one_line,
)
from checker.rules import races
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find loops over a copy of an object's collection."""
    for loop in source.each(cst.For):
        copy = loop.iter
        if isinstance(copy, cst.Call) and called(copy, "tuple", "list") and len(copy.args) == 1:
            kept = copy.args[0].value
            owner = kept.func if isinstance(kept, cst.Call) else kept
            if dotted(owner).startswith("self."):
                yield Mutation(swaps={copy: kept}, names={"items": one_line(kept)})


OPERATOR = Operator(
    name="live-iteration",
    rule=races.ITERATION_OVER_CHANGING_COLLECTION,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="The loop in {function} runs over {items} itself: whoever adds or removes an entry "
    "meanwhile breaks it with a RuntimeError, or makes it skip one. Iterate over a copy.",
    paraphrases=(
        "This iterates over {items} live; if it is changed during iteration we get a RuntimeError. Iterate over a copy.",
        "iterate over a snapshot",
        "What if an entry is removed meanwhile? The loop runs without a copy of {items}.",
        "{items} can be modified during iteration, entries are skipped or it raises.",
        "The collection changes during the iteration and then it is a RuntimeError.",
        "Please wrap {items} in tuple(...), other tasks add or remove entries.",
    ),
    cases=(
        Case(
            before="async def emit(self, e):\n    for handler in tuple(self.handlers):\n        await handler(e)\n",
            after="async def emit(self, e):\n    for handler in self.handlers:\n        await handler(e)\n",
        ),
        Case(before="def emit(xs):\n    for x in list(xs):\n        print(x)\n"),
    ),
)
