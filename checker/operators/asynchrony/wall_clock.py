"""A duration is measured with a clock that can be set."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    dotted,
)
from checker.rules import conventions
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``time.monotonic``, called or passed on."""
    for node in source.each(cst.Attribute):
        if dotted(node) in {"time.monotonic", "time.perf_counter"}:
            swap = node.with_changes(attr=cst.Name("time"))
            yield Mutation(swaps={node: swap}, names={"clock": dotted(node)})


OPERATOR = Operator(
    name="wall-clock",
    rule=conventions.WALL_CLOCK_DURATION,
    severity=Severity.MINOR,
    sites=sites,
    explanation="time.time is the wall clock: it jumps when the machine's time is set, and deadlines or "
    "ages reckoned with it jump too. Use {clock}.",
    paraphrases=(
        "time.time() is the wall clock and can jump; use time.monotonic for durations.",
        "use monotonic",
        "Shouldn't this be time.monotonic? An NTP adjustment moves the system clock backwards.",
        "Deadlines should not depend on the wall clock, it may be set back.",
        "The wrong clock: when the system time is adjusted the duration is wrong.",
        "Please measure with {clock} instead of time.time.",
    ),
    cases=(
        Case(
            before="def age(self):\n    return time.monotonic() - self.start\n",
            after="def age(self):\n    return time.time() - self.start\n",
        ),
        Case(before="def stamp():\n    return time.time()\n"),
    ),
)
