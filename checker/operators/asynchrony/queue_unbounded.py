"""A queue lost its bound."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    called,
    one_line,
)
from checker.rules import waiting
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``asyncio.Queue(maxsize=...)``."""
    for call in source.each(cst.Call):
        if (
            called(call, "asyncio.Queue", "asyncio.PriorityQueue", "asyncio.LifoQueue")
            and call.args
        ):
            yield Mutation(
                swaps={call: call.with_changes(args=[])},
                names={"size": one_line(call.args[0].value)},
            )


OPERATOR = Operator(
    name="queue-unbounded",
    rule=waiting.UNBOUNDED_QUEUE,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="The queue in {function} has no maxsize: a producer that is faster than its consumer fills "
    "the memory. Bound it by {size}.",
    paraphrases=(
        "The queue is unbounded (maxsize missing), there is no backpressure and memory grows.",
        "unbounded queue, no backpressure",
        "Shouldn't the queue have maxsize={size}? A fast producer fills the memory.",
        "Without maxsize nothing slows the producer down.",
        "The queue grows without bound when the consumer is slow.",
        "Please pass maxsize={size}, an unbounded queue gives no backpressure.",
    ),
    cases=(
        Case(
            before="def open(self):\n    self.queue = asyncio.Queue(maxsize=self.size)\n",
            after="def open(self):\n    self.queue = asyncio.Queue()\n",
        ),
        Case(before="def open(self):\n    self.queue = asyncio.Queue()\n"),
    ),
)
