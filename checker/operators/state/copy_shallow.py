"""A copy shares its inner values with the original."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    called,
    expression,
    one_line,
)
from checker.rules import state
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``copy.deepcopy``."""
    for call in source.each(cst.Call):
        if called(call, "copy.deepcopy"):
            swap = call.with_changes(func=expression("copy.copy"))
            yield Mutation(swaps={call: swap}, names={"value": one_line(call.args[0].value)})


OPERATOR = Operator(
    name="copy-shallow",
    rule=state.SHALLOW_COPY,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="copy.copy copies the outer object alone: what is nested in {value} is shared with the copy, and "
    "a change in one shows in the other. Use deepcopy.",
    paraphrases=(
        "This is a shallow copy: nested values of {value} are shared with the original; use deepcopy.",
        "shallow copy, needs deepcopy",
        "Shouldn't this be a deep copy? Changes in nested lists show in the original.",
        "copy.copy shares the inner objects.",
        "The copy is only shallow, the nested data is the same object.",
        "Please use copy.deepcopy, a shallow copy shares nested state.",
    ),
    cases=(
        Case(
            before="def fork(self):\n    return copy.deepcopy(self.state)\n",
            after="def fork(self):\n    return copy.copy(self.state)\n",
        ),
        Case(before="def fork(self):\n    return copy.copy(self.state)\n"),
    ),
)
