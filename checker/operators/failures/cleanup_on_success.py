"""A cleanup that must always run only runs on success."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    code,
    one_line,
    small,
    statement,
)
from checker.rules import resources
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``try: ... finally: ...`` without handlers."""
    for block in source.each(cst.Try):
        body = list(block.body.body) if isinstance(block.body, cst.IndentedBlock) else []
        if block.finalbody is None or block.handlers or "task_done()" in code(block.finalbody):
            continue
        last = small(body[-1])
        final = list(block.finalbody.body.body)
        if isinstance(last, cst.Return) and last.value is not None:
            kept = [
                *body[:-1],
                statement(f"result = {code(last.value)}"),
                *final,
                statement("return result"),
            ]
        elif isinstance(last, cst.Return):
            continue
        else:
            kept = [*body, *final]
        yield Mutation(
            swaps={block: cst.FlattenSentinel(kept)}, names={"cleanup": one_line(final[0])}
        )


OPERATOR = Operator(
    name="cleanup-on-success",
    rule=resources.CLEANUP_SKIPPED_ON_FAILURE,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="`{cleanup}` is only reached when nothing fails before: after an error {function} leaves it "
    "undone. Put it in a finally block.",
    paraphrases=(
        "`{cleanup}` is not in a finally any more: it is skipped when an exception is raised, and leaks.",
        "needs try/finally",
        "What if this raises? The cleanup is never reached.",
        "{function} cleans up only on success, after an error it stays as it was.",
        "On exception the cleanup is not executed, resource will leak; use finally.",
        "Please put `{cleanup}` in a finally block, on failure it is skipped.",
    ),
    cases=(
        Case(
            before="def use(self):\n    h = self.open()\n    try:\n        return h.read()\n    finally:\n        h.close()\n",
            after="def use(self):\n    h = self.open()\n    result = h.read()\n    h.close()\n    return result\n",
        ),
        Case(
            before="def use(self):\n    try:\n        go()\n    except ValueError:\n        log()\n    finally:\n        stop()\n"
        ),
    ),
)
