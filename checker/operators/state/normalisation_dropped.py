"""A value is used as it came in."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import last_name, one_line, positional
from checker.rules import conditions
from checker.rules.rule import Severity

METHODS = {"strip", "rstrip", "lstrip", "lower", "upper", "casefold", "resolve"}
WRAPPERS = {"hide", "show", "fenced", "escape", "quote", "unquote", "normalised", "redact"}


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``text.strip()`` and the like, and calls that normalise a text."""
    for call in source.each(cst.Call):
        name = (
            call.func.attr.value if isinstance(call.func, cst.Attribute) else last_name(call.func)
        )
        if source.tests or any(
            isinstance(each, cst.FormattedString) for each in source.above(call)
        ):
            continue
        if name in METHODS and not call.args and isinstance(call.func, cst.Attribute):
            yield _mutation(call, call.func.value, name)
        elif name in WRAPPERS and positional(call) and call.args:
            yield _mutation(call, call.args[-1].value, name)


def _mutation(call: cst.Call, bare: cst.BaseExpression, name: str) -> Mutation:
    return Mutation(swaps={call: bare}, names={"form": name, "value": one_line(bare)})


OPERATOR = Operator(
    name="normalisation-dropped",
    rule=conditions.MISSING_NORMALISATION,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="{function} takes {value} as it comes: without {form} it is not in the form that the rest counts on. "
    "Call {form} first.",
    paraphrases=(
        "{value} is used raw: {form} is missing, so it is not in the form that the rest counts on.",
        "{form} missing, add it",
        "Shouldn't {form} be called here? A blank or a capital makes it something that does not match.",
        "{function} forgets {form}, and whatever the value brings along passes for real text.",
        "The value is not normalised any more: with another case or whitespace it differs.",
        "Please call {form} on it first, without it the raw text is accepted.",
    ),
    near_misses=("{value} should have a better name.", "{form} could be done once, outside."),
    cases=(
        Case(
            before="def key(environ):\n    return environ.get('KEY', '').strip()\n",
            after="def key(environ):\n    return environ.get('KEY', '')\n",
        ),
        Case(
            before="def message(self, name, text):\n    return Message(fenced(name, text))\n",
            after="def message(self, name, text):\n    return Message(text)\n",
        ),
        Case(before="def key(text):\n    return text.strip('.')\n"),
    ),
)
