"""One unusable item ends the whole loop."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.rules import failures
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``continue`` in a loop."""
    for node in source.each(cst.Continue):
        yield Mutation(swaps={node: cst.Break()})


OPERATOR = Operator(
    name="items-skipped",
    rule=failures.BREAK_INSTEAD_OF_CONTINUE,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="`break` ends the loop in {function} at the first item that is passed over: whatever comes "
    "after it is never looked at. It must be `continue`.",
    paraphrases=(
        "break ends the loop here, the remaining items are never processed; it should be continue.",
        "continue, not break",
        "Shouldn't this be continue? break skips the rest.",
        "In {function} the loop stops at the first such item and the others are lost.",
        "With break the loop ends too early and remaining items are skipped.",
        "Please use continue instead of break, the rest is never looked at.",
    ),
    cases=(
        Case(
            before="def run(xs):\n    for x in xs:\n        if not x:\n            continue\n        use(x)\n",
            after="def run(xs):\n    for x in xs:\n        if not x:\n            break\n        use(x)\n",
        ),
        Case(
            before="def run(xs):\n    for x in xs:\n        if not x:\n            break\n        use(x)\n"
        ),
    ),
)
