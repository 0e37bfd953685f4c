"""A time has no zone."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    called,
    one_line,
)
from checker.rules import conventions
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``datetime.now(tz=UTC)``."""
    for call in source.each(cst.Call):
        if called(call, "datetime.now", "datetime.datetime.now") and len(call.args) == 1:
            yield Mutation(
                swaps={call: call.with_changes(args=[])},
                names={"zone": one_line(call.args[0].value)},
            )


OPERATOR = Operator(
    name="time-without-zone",
    rule=conventions.NAIVE_DATETIME,
    severity=Severity.MINOR,
    sites=sites,
    explanation="datetime.now() without a zone is the local time of the machine: times from two machines, or from "
    "before and after daylight saving, cannot be compared. Pass tz={zone}.",
    paraphrases=(
        "datetime.now() is naive, use tz={zone}: local times of two machines cannot be compared.",
        "naive datetime, pass tz",
        "Shouldn't this be timezone aware? Without a timezone it is the server's local time.",
        "The timestamp has no time zone any more, which is ambiguous.",
        "This is local time without zone, please use UTC.",
        "Please pass tz={zone} here, a naive datetime depends on the machine.",
    ),
    cases=(
        Case(
            before="def stamp():\n    return datetime.now(tz=UTC)\n",
            after="def stamp():\n    return datetime.now()\n",
        ),
        Case(before="def stamp():\n    return datetime.now()\n"),
    ),
    lint="DTZ005",
)
