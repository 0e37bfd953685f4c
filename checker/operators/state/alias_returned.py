"""Callers get the collection itself where they got a copy."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    called,
    dotted,
    one_line,
)
from checker.rules import state
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``return list(self.items)`` and similar copies."""
    for line in source.each(cst.Return):
        copy = line.value
        if (
            isinstance(copy, cst.Call)
            and called(copy, "list", "dict", "tuple", "set")
            and len(copy.args) == 1
        ):
            kept = copy.args[0].value
            if dotted(kept).startswith("self."):
                yield Mutation(swaps={copy: kept}, names={"items": one_line(kept)})


OPERATOR = Operator(
    name="alias-returned",
    rule=state.INTERNAL_COLLECTION_RETURNED,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="{function} hands out {items} itself: a caller that changes what it got changes the object "
    "behind its back. Return a copy.",
    paraphrases=(
        "This returns the internal {items} without a copy, callers can mutate it.",
        "return a copy",
        "Shouldn't this be a copy? A caller that modifies the result changes our state.",
        "{function} exposes internal state: it returns the same object.",
        "The caller gets a reference to the internal list and can change it from outside.",
        "Please return a copy of {items}, not an alias callers can change.",
    ),
    cases=(
        Case(
            before="def all(self):\n    return list(self._items)\n",
            after="def all(self):\n    return self._items\n",
        ),
        Case(before="def all(self, items):\n    return list(items)\n"),
    ),
)
