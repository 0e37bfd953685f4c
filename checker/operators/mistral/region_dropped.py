"""Requests go to the global endpoint."""

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
    """Find ``server=`` and ``server_url=`` of a client."""
    for call in source.each(cst.Call):
        if last_name(call.func) == "Mistral":
            for name in ("server", "server_url"):
                if keyword(call, name):
                    yield Mutation(swaps={call: without(call, name)}, names={"option": name})


OPERATOR = Operator(
    name="region-dropped",
    rule=requests.WRONG_ENDPOINT_REGION,
    severity=Severity.BLOCKER,
    sites=sites,
    explanation="Without {option} the client talks to the global endpoint: data leaves the region that was "
    "promised. Pass {option}.",
    paraphrases=(
        "{option} is not passed, so requests go to the global endpoint and data leaves the EU.",
        "region missing, goes to the global endpoint",
        "Shouldn't {option} be set? The default endpoint is outside of the promised region.",
        "This client uses the default endpoint: a problem for data residency (GDPR).",
        "The region is not given to client, the data will go to global servers.",
        "Please pass {option}, the region is promised to customers.",
    ),
    cases=(
        Case(
            before="def connect(s):\n    return Mistral(api_key=s.key, server=s.region)\n",
            after="def connect(s):\n    return Mistral(api_key=s.key)\n",
        ),
        Case(before="def connect(s):\n    return Client(api_key=s.key, server=s.region)\n"),
    ),
)
