"""An argument is not passed on, so that the default is used."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import arguments, dotted, one_line
from checker.rules import conditions
from checker.rules.rule import Severity

OPTIONAL = {
    *("action", "call_id", "calls", "documents", "ensure_ascii", "fingerprint", "limit"),
    *("prompt_cache_key", "retries", "status", "strict", "temperature", "tools", "under"),
}


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find keyword arguments that are known to be optional, in calls that pass others too."""
    for call in source.each(cst.Call):
        name = dotted(call.func)
        paired = isinstance(
            next(source.above(call)), cst.For | cst.CompFor
        )  # as many as each other
        if source.tests or name == "cls" or len(call.args) < 2 or (name == "zip" and paired):
            continue
        for each in call.args:
            lost = each.keyword.value if each.keyword else ""
            if lost in OPTIONAL or (name == "enumerate" and lost == "start"):
                names = {"lost": lost, "value": one_line(each.value), "callee": name}
                yield Mutation(swaps={call: _without(call, each)}, names=names)


def _without(call: cst.Call, lost: cst.Arg) -> cst.Call:
    """Return a call without one argument; comments behind the others stay where they are."""
    rest = [each for each in call.args if each is not lost]
    if lost is call.args[-1] and lost.comma is cst.MaybeSentinel.DEFAULT:
        rest = arguments(rest)
    return call.with_changes(args=rest)


OPERATOR = Operator(
    name="argument-dropped",
    rule=conditions.VALUE_NOT_PASSED_ON,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="{function} does not pass {lost} to {callee}: a default takes its place, and what was meant is lost. "
    "Pass {lost}={value}.",
    paraphrases=(
        "{lost} is not passed to {callee}, so a default takes its place.",
        "{lost} missing, pass it",
        "Shouldn't {lost} be passed here? Without it {callee} silently falls back to its default.",
        "{function} forgets {lost}, and what was set has no effect.",
        "An argument is missing in this call: the default of {lost} is wrong here.",
        "Please pass {lost} again, {callee} does not know it otherwise.",
    ),
    near_misses=("Pass {lost} by position.", "The call is too long for one line."),
    cases=(
        Case(
            before="def ask(self, text):\n    return self.client.complete(messages=[text], temperature=self.temperature)\n",
            after="def ask(self, text):\n    return self.client.complete(messages=[text])\n",
        ),
        Case(
            before="def pairs(a, b):\n    return dict(zip(a, b, strict=True))\n",
            after="def pairs(a, b):\n    return dict(zip(a, b))\n",
        ),
        Case(
            before="def ask(self, text):\n    return self.client.complete(messages=[text], model=self.model)\n"
        ),
    ),
)
