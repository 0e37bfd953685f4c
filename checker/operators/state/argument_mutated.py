"""A collection that the caller passed in is changed."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    called,
    dotted,
    last_name,
    one_line,
)
from checker.rules import state
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``x = list(parameter)`` or ``x = [*parameter]`` or ``parameter.copy()``."""
    for line in source.each(cst.Assign):
        function = source.function(line)
        origin = _copied(line.value)
        parameters = {p.name.value for p in function.params.params} if function else set()
        if function is not None and origin in parameters | {f"self.{p}" for p in parameters}:
            yield Mutation(swaps={line.value: cst.Name(origin)}, names={"argument": origin})


def _copied(value: cst.BaseExpression) -> str:
    if (
        isinstance(value, cst.Call)
        and called(value, "list", "dict", "set")
        and len(value.args) == 1
    ):
        return dotted(value.args[0].value)
    if isinstance(value, cst.Call) and last_name(value.func) == "copy" and not value.args:
        return dotted(value.func).rpartition(".")[0]
    if m.matches(value, m.List(elements=[m.StarredElement(value=m.Name())])):
        return one_line(cst.ensure_type(value, cst.List).elements[0].value)
    return ""


OPERATOR = Operator(
    name="argument-mutated",
    rule=state.ARGUMENT_MUTATED,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="{function} works on {argument} itself: the caller's collection is changed by the call, and a "
    "second call starts from the wrong state. Work on a copy.",
    paraphrases=(
        "{function} mutates {argument}, the caller's list changes as a side effect; work on a copy.",
        "mutates its argument, copy it",
        "Doesn't this change {argument} for the caller? It is not copied.",
        "The argument is changed in place, a second call sees the wrong state.",
        "The list of the caller is modified, because there is no copy.",
        "Please copy {argument} first: side effect on the caller.",
    ),
    cases=(
        Case(
            before="def add(messages, text):\n    turns = list(messages)\n    turns.append(text)\n    return turns\n",
            after="def add(messages, text):\n    turns = messages\n    turns.append(text)\n    return turns\n",
        ),
        Case(
            before="def add(text):\n    turns = list(DEFAULT)\n    turns.append(text)\n    return turns\n"
        ),
    ),
)
