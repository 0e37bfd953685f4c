"""A queue's item is only marked as done when its processing succeeds."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    code,
    one_line,
    unwrapped,
)
from checker.rules import waiting
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``finally: queue.task_done()``."""
    for block in source.each(cst.Try):
        final = block.finalbody
        if (
            final is None
            or "task_done()" not in code(final)
            or not isinstance(block.body, cst.IndentedBlock)
        ):
            continue
        body = block.body.with_changes(body=[*block.body.body, *final.body.body])
        changed = block.with_changes(body=body)
        swap = changed.with_changes(finalbody=None) if block.handlers else unwrapped(changed)
        names = {"queue": one_line(final.body.body[0]).removesuffix(".task_done()")}
        yield Mutation(swaps={block: swap}, names=names)


OPERATOR = Operator(
    name="task-done-on-success",
    rule=waiting.QUEUE_ITEM_NEVER_FINISHED,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="task_done is only reached when the item went well: after one failure {queue}.join() "
    "waits for ever. Call it in a finally block.",
    paraphrases=(
        "task_done is not called when the item fails, so {queue}.join() hangs forever; put it in a finally.",
        "task_done belongs in finally",
        "What if this raises? task_done is skipped and join never returns.",
        "After an exception nobody calls task_done and join() waits for ever.",
        "task_done is called only on success, one failure and the join hangs.",
        "Please always call task_done, also on failure.",
    ),
    cases=(
        Case(
            before="async def work(q):\n    job = await q.get()\n    try:\n        await job()\n    finally:\n        q.task_done()\n",
            after="async def work(q):\n    job = await q.get()\n    await job()\n    q.task_done()\n",
        ),
        Case(
            before="async def work(q):\n    try:\n        await q.get()\n    finally:\n        q.close()\n"
        ),
    ),
)
