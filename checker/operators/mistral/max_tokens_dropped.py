"""The length of an answer has no limit."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    keyword,
    last_name,
    without,
)
from checker.rules import requests
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``max_tokens=`` of a call to the model."""
    for call in source.each(cst.Call):
        if keyword(call, "max_tokens") and len(call.args) > 1:
            yield Mutation(
                swaps={call: without(call, "max_tokens")}, names={"call": last_name(call.func)}
            )


OPERATOR = Operator(
    name="max-tokens-dropped",
    rule=requests.UNBOUNDED_ANSWER,
    severity=Severity.MINOR,
    sites=sites,
    explanation="{call} is called without max_tokens: nothing bounds how long an answer may become, what it "
    "costs and how long it takes. Pass the setting.",
    paraphrases=(
        "max_tokens is not passed any more, so the length and the cost of an answer are unbounded.",
        "missing max_tokens",
        "Shouldn't max_tokens be passed here? Otherwise an answer can get very long and expensive.",
        "The call has no token limit: the model may write as long as it likes.",
        "Without max_tokens there is no limit for the cost of one answer.",
        "Please pass max_tokens, there is a setting for it and it is missing here.",
    ),
    cases=(
        Case(
            before="async def ask(c, m):\n    return await c.chat.complete_async(model='x', messages=m, max_tokens=5)\n",
            after="async def ask(c, m):\n    return await c.chat.complete_async(model='x', messages=m)\n",
        ),
        Case(
            before="async def ask(c, m):\n    return await c.chat.complete_async(model='x', messages=m)\n"
        ),
    ),
)
