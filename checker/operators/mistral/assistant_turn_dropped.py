"""Tool results are sent without the assistant message that called the tools."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    one_line,
)
from checker.rules import conversations
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``messages.append(message)`` before a loop over the message's tool calls."""
    for loop in source.each(cst.For):
        if "tool_calls" not in one_line(loop.iter):
            continue
        block = source.block(loop)
        message = one_line(loop.iter).partition(".")[0]
        for line in block[: block.index(loop)] if loop in block else ():
            text = one_line(line)
            if ".append(" in text and text.endswith(f"({message})"):
                yield Mutation(swaps={line: cst.RemoveFromParent()}, names={"message": message})


OPERATOR = Operator(
    name="assistant-turn-dropped",
    rule=conversations.MISSING_ASSISTANT_TURN,
    severity=Severity.BLOCKER,
    sites=sites,
    explanation="The model's own {message} with its tool calls is not appended to the conversation: tool "
    "results that answer no call are refused by the API. Append it before the results.",
    paraphrases=(
        "The assistant message with the tool calls is not appended, so the API rejects the tool results.",
        "missing assistant turn before tool results",
        "Shouldn't {message} be appended first? Tool results without the call are refused.",
        "The assistant turn is never appended to the conversation: the results answer no call.",
        "Tool messages must follow the assistant message, which is missing here, API gives 400.",
        "Please append the message with tool_calls before the results, the API refuses results without it.",
    ),
    cases=(
        Case(
            before="def go(messages, message):\n    messages.append(message)\n    for call in message.tool_calls:\n        messages.append(run(call))\n",
            after="def go(messages, message):\n    for call in message.tool_calls:\n        messages.append(run(call))\n",
        ),
        Case(
            before="def go(messages, message):\n    messages.append(message)\n    for call in message.parts:\n        run(call)\n"
        ),
    ),
)
