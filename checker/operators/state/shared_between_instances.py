"""State of an object became state of its class."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    one_line,
    small,
    statement,
)
from checker.rules import state
from checker.rules.rule import Severity

EMPTY = ("[]", "{}", "set()")


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``self.x: T = []`` in ``__init__``, with other statements beside it."""
    for line in source.each(cst.SimpleStatementLine):
        made, function = small(line), source.function(line)
        owner = source.nearest(line, cst.ClassDef)
        if (
            not isinstance(made, cst.AnnAssign)
            or made.value is None
            or owner is None
            or function is None
        ):
            continue
        mine = function.name.value == "__init__" and one_line(made.target).startswith("self.")
        if mine and one_line(made.value) in EMPTY and len(source.block(line)) > 1:
            name = one_line(made.target).removeprefix("self.")
            shared = statement(
                f"{name}: {one_line(made.annotation.annotation)} = {one_line(made.value)}"
            )
            gap = [shared, function.with_changes(leading_lines=[cst.EmptyLine(indent=False)])]
            kept = [s for s in source.block(line) if s is not line]
            changed = function.with_changes(body=function.body.with_changes(body=kept))
            gap[1] = changed.with_changes(leading_lines=[cst.EmptyLine(indent=False)])
            yield Mutation(
                swaps={function: cst.FlattenSentinel(gap)}, names={"state": f"self.{name}"}
            )


OPERATOR = Operator(
    name="shared-between-instances",
    rule=state.STATE_SHARED_BETWEEN_INSTANCES,
    severity=Severity.BLOCKER,
    sites=sites,
    explanation="{state} is an attribute of the class: all objects share one collection, and one session sees "
    "what belongs to another. Make it in __init__.",
    paraphrases=(
        "{state} is a mutable class attribute, shared between instances; create it in __init__.",
        "mutable class attribute",
        "Isn't this shared by all instances? It must be made in __init__.",
        "All objects share one collection here because it is class level.",
        "It is a class variable, so the data of other sessions is visible.",
        "Please make it an instance attribute, as a class attribute it is shared.",
    ),
    cases=(
        Case(
            before="class Log:\n    def __init__(self, name):\n        self.name = name\n        self.lines: list[str] = []\n",
            after="class Log:\n    lines: list[str] = []\n\n    def __init__(self, name):\n        self.name = name\n",
        ),
        Case(
            before="class Log:\n    def __init__(self, lines):\n        self.lines: list[str] = lines\n"
        ),
    ),
)
