"""The loop of tool calls has no limit."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule, Swap
from checker.operators.syntax import (
    awaits,
    called,
    one_line,
    uses,
)
from checker.rules import conversations
from checker.rules.rule import Severity

WORDS = ("round", "turn", "step", "iteration")


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``for _ in range(max_rounds)``, with what is raised after it."""
    for loop in source.each(cst.For):
        bound = loop.iter
        if not isinstance(bound, cst.Call) or not called(bound, "range") or not awaits(loop.body):
            continue
        unused = isinstance(loop.target, cst.Name) and not uses(loop.body, loop.target.value)
        if unused and any(word in one_line(bound).lower() for word in WORDS):
            swap = cst.While(
                test=cst.Name("True"), body=loop.body, leading_lines=loop.leading_lines
            )
            swaps: dict[cst.CSTNode, Swap] = dict.fromkeys(
                source.after(loop), cst.RemoveFromParent()
            )
            names = {"limit": one_line(bound.args[-1].value)}
            yield Mutation(swaps={**swaps, loop: swap}, names=names)


OPERATOR = Operator(
    name="tool-rounds-unbounded",
    rule=conversations.UNBOUNDED_TOOL_LOOP,
    severity=Severity.BLOCKER,
    sites=sites,
    explanation="The loop in {function} has no bound: a model that keeps calling tools is asked for ever, and "
    "every round is billed. Stop after {limit}.",
    paraphrases=(
        "while True without a bound: a model that keeps calling tools loops forever and every round is billed.",
        "unbounded tool loop, infinite cost",
        "What stops this loop? If the model only calls tools it never ends.",
        "{limit} is not used any more, the tool loop is endless.",
        "It is an infinite loop when the model always asks for a tool, there is no limit of rounds.",
        "Please stop after {limit} rounds: unbounded loop.",
    ),
    cases=(
        Case(
            before="async def go(self):\n    for _ in range(self.max_rounds):\n        if await ask():\n            return 1\n    raise AnswerError('too many')\n",
            after="async def go(self):\n    while True:\n        if await ask():\n            return 1\n",
        ),
        Case(before="async def go(self):\n    for _ in range(self.width):\n        await ask()\n"),
    ),
)
