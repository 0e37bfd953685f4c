"""The client gives up at the first temporary error."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    keyword,
    without,
)
from checker.rules import retries
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``retry_config=`` or ``retries=``."""
    for call in source.each(cst.Call):
        for name in ("retry_config", "retries"):
            if keyword(call, name) and len(call.args) > 1:
                yield Mutation(swaps={call: without(call, name)}, names={"option": name})


OPERATOR = Operator(
    name="retry-policy-dropped",
    rule=retries.NO_RETRY_POLICY,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="Without {option} the SDK does not retry at all: one 429 or broken connection fails the "
    "request. Pass the policy.",
    paraphrases=(
        "No retry policy any more: the SDK does not retry by default, so one 429 fails the request.",
        "{option} missing, a single 503 fails it",
        "Shouldn't {option} be passed? The SDK has no retries by default.",
        "The request is not retried and fails on the first transient error.",
        "Without {option} it gives up at first rate limit.",
        "Please pass {option}: without retries every hiccup is an error.",
    ),
    cases=(
        Case(
            before="def connect(s):\n    return Mistral(api_key=s.key, retry_config=s.retries)\n",
            after="def connect(s):\n    return Mistral(api_key=s.key)\n",
        ),
        Case(before="def connect(s):\n    return Mistral(api_key=s.key)\n"),
    ),
)
