"""A call to the API has the default timeout, which is far too long."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    keyword,
    last_name,
    one_line,
    without,
)
from checker.rules import requests
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``timeout_ms=``."""
    for call in source.each(cst.Call):
        given = keyword(call, "timeout_ms")
        if given is not None and len(call.args) > 1:
            names = {"limit": one_line(given.value), "call": last_name(call.func)}
            yield Mutation(swaps={call: without(call, "timeout_ms")}, names=names)


OPERATOR = Operator(
    name="timeout-dropped",
    rule=requests.DEFAULT_TIMEOUT,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="{call} does not pass timeout_ms: the client's default applies, not the limit that was "
    "promised. Pass {limit}.",
    paraphrases=(
        "timeout_ms is not passed, so the client's default timeout applies and it waits far too long.",
        "timeout_ms missing",
        "Shouldn't this pass timeout_ms? The default is not what the settings promise.",
        "{call} has no timeout of its own any more; the limit is ignored.",
        "The timeout is missing here, so the request uses the default which is wrong limit.",
        "Please pass timeout_ms={limit}.",
    ),
    cases=(
        Case(
            before="async def ask(c, m):\n    return await c.chat.stream_async(messages=m, timeout_ms=900)\n",
            after="async def ask(c, m):\n    return await c.chat.stream_async(messages=m)\n",
        ),
        Case(before="async def ask(c, m):\n    return await c.chat.stream_async(messages=m)\n"),
    ),
)
