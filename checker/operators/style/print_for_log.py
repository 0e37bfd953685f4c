"""A message is printed to standard output instead of logged."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    dotted,
    last_name,
    positional,
)
from checker.rules import conventions
from checker.rules.rule import Severity

LEVELS = ("debug", "info", "warning")


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``logger.info("... %s", value)``."""
    for call in source.each(cst.Call, m.Call(func=m.Attribute(value=m.Name()))):
        logs = last_name(call.func) in LEVELS and "log" in dotted(call.func).lower()
        if logs and positional(call) and isinstance(call.args[0].value, cst.SimpleString):
            text = cst.SimpleString(call.args[0].value.value.replace(" %s", "").replace("%s", ""))
            values = [cst.Arg(each.value) for each in call.args[1:]]
            swap = cst.Call(func=cst.Name("print"), args=[cst.Arg(text), *values])
            yield Mutation(swaps={call: swap}, names={"call": dotted(call.func)})


OPERATOR = Operator(
    name="print-for-log",
    rule=conventions.PRINT_FOR_LOG,
    severity=Severity.NIT,
    sites=sites,
    explanation="print writes to standard output, where results belong: it cannot be switched off, has no level "
    "and no time. Use {call}.",
    paraphrases=(
        "print instead of logging: it goes to stdout and cannot be switched off; use {call}.",
        "leftover print",
        "Is this print left from debugging? Please use the logger.",
        "Library code should not print, it should log.",
        "The print goes to standard output and mixes with results.",
        "Please replace print by {call}.",
    ),
    cases=(
        Case(
            before="def done(self, n):\n    logger.info('done: %s', n)\n",
            after="def done(self, n):\n    print('done:', n)\n",
        ),
        Case(before="def done(self, n):\n    print('done:', n)\n"),
    ),
    lint="T201",
)
