"""Of several tool calls only the first is answered."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    expression,
    last_name,
    one_line,
)
from checker.rules import conversations
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``for call in message.tool_calls``."""
    for loop in source.each(cst.For):
        if last_name(loop.iter) == "tool_calls":
            calls = one_line(loop.iter)
            yield Mutation(swaps={loop.iter: expression(f"{calls}[:1]")}, names={"calls": calls})


OPERATOR = Operator(
    name="first-tool-call-only",
    rule=conversations.UNANSWERED_TOOL_CALL,
    severity=Severity.BLOCKER,
    sites=sites,
    explanation="Only the first of {calls} is answered: a model that calls two tools at once waits for the "
    "other result, and the API refuses the conversation. Answer every call.",
    paraphrases=(
        "Only the first tool call is answered; parallel tool calls are dropped and the API rejects the conversation.",
        "[:1] drops parallel tool calls",
        "What about the other calls? The model may ask for several tools, only the first is answered.",
        "{calls} is cut to one, the remaining calls are never answered.",
        "When the model makes two calls at once, only first is executed and other calls are ignored.",
        "Please answer every call in {calls}, not only the first.",
    ),
    cases=(
        Case(
            before="def go(message):\n    for call in message.tool_calls:\n        run(call)\n",
            after="def go(message):\n    for call in message.tool_calls[:1]:\n        run(call)\n",
        ),
        Case(before="def go(calls):\n    for call in calls:\n        run(call)\n"),
    ),
)
