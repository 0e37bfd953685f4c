"""A tool's result does not name the call that it answers."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    expression,
    one_line,
)
from checker.rules import conversations
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``tool_call_id=call.id``."""
    for arg in source.each(
        cst.Arg, m.Arg(keyword=m.Name("tool_call_id"), value=m.Attribute(attr=m.Name("id")))
    ):
        call = cst.ensure_type(arg.value, cst.Attribute).value
        yield Mutation(
            swaps={arg.value: expression(f"{one_line(call)}.function.name")},
            names={"call": one_line(call)},
        )


OPERATOR = Operator(
    name="tool-call-id-wrong",
    rule=conversations.WRONG_TOOL_CALL_ID,
    severity=Severity.BLOCKER,
    sites=sites,
    explanation="The tool message carries the name of the function as tool_call_id: the API cannot tell which "
    "call it answers and refuses the conversation. Pass {call}.id.",
    paraphrases=(
        "tool_call_id must be the id of the call, not the function name; the API rejects this.",
        "wrong tool_call_id, use {call}.id",
        "Shouldn't tool_call_id be {call}.id? With the name the API cannot match the result.",
        "The tool message carries the wrong id, so it is not clear which call it answers.",
        "With two parallel calls of one function the tool call id is the same and wrong.",
        "Please pass {call}.id as tool_call_id.",
    ),
    cases=(
        Case(
            before="def add(ms, call, text):\n    ms.append(ToolMessage(content=text, tool_call_id=call.id))\n",
            after="def add(ms, call, text):\n    ms.append(ToolMessage(content=text, tool_call_id=call.function.name))\n",
        ),
        Case(before="def add(ms, ident):\n    ms.append(ToolMessage(tool_call_id=ident))\n"),
    ),
)
