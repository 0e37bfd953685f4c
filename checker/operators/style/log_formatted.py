"""A log message is formatted even where the level is disabled."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    dotted,
    expression,
    last_name,
    one_line,
    positional,
)
from checker.rules import conventions
from checker.rules.rule import Severity

LEVELS = ("debug", "info", "warning", "error", "exception")


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``logger.info("... %s", value)``."""
    for call in source.each(cst.Call, m.Call(func=m.Attribute(value=m.Name()))):
        if (
            last_name(call.func) not in LEVELS
            or "log" not in dotted(call.func).lower()
            or not positional(call)
        ):
            continue
        first, *rest = call.args
        if (
            isinstance(first.value, cst.SimpleString)
            and rest
            and first.value.value.count("%s") == len(rest)
        ):
            if "{" in first.value.value or '"' in "".join(one_line(each.value) for each in rest):
                continue
            parts = first.value.value.split("%s")
            text = parts[0] + "".join(
                f"{{{one_line(a.value)}}}{t}" for a, t in zip(rest, parts[1:], strict=True)
            )
            swap = call.with_changes(args=[cst.Arg(expression(f"f{text}"))])
            yield Mutation(swaps={call: swap}, names={"call": dotted(call.func)})


OPERATOR = Operator(
    name="log-formatted",
    rule=conventions.FORMATTED_LOG_MESSAGE,
    severity=Severity.NIT,
    sites=sites,
    explanation="The message of {call} is an f-string: it is formatted even when the level is off, and log tools "
    "cannot group messages by their template. Pass the values as arguments.",
    paraphrases=(
        "Don't use an f-string in a log call: it is formatted even when the level is off. Use %s arguments.",
        "f-string in logging, use %s",
        "Could this use lazy formatting? The f-string is always evaluated.",
        "Log messages should not be f-strings, log tools cannot group them.",
        "The log message is formatted eagerly by f-string.",
        "Please pass the values as arguments to the log call instead of an f-string.",
    ),
    cases=(
        Case(
            before="def done(self, n):\n    logger.info('done: %s items', n)\n",
            after="def done(self, n):\n    logger.info(f'done: {n} items')\n",
        ),
        Case(before="def done(self, n):\n    logger.info('done')\n"),
    ),
    lint="G004",
)
