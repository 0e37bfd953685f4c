"""A cancelled task is not waited for."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    code,
    small,
)
from checker.rules import tasks
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find a cancellation that is followed by waiting for its end."""
    for block in source.each(cst.IndentedBlock):
        for here, after in zip(block.body, block.body[1:], strict=False):
            text = code(after)
            patient = "return_exceptions=True" in text or "suppress(asyncio.CancelledError)" in text
            used = isinstance(small(after), cst.Assign | cst.Return)
            if code(here).endswith(".cancel()") and "await" in text and patient and not used:
                yield Mutation(swaps={after: cst.RemoveFromParent()})


OPERATOR = Operator(
    name="cancel-without-wait",
    rule=tasks.CANCELLED_TASK_NOT_AWAITED,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="{function} cancels and returns at once: the task is still running its cleanup when "
    "whatever it uses is closed. Await the cancelled task.",
    paraphrases=(
        "The task is cancelled but never awaited, so it is still running its cleanup when {function} returns.",
        "cancel() without await",
        "Shouldn't we await the task after cancel? cancel only requests it, the task is still pending.",
        "{function} returns at once while the cancelled task still runs; await it.",
        "After the cancel nobody is waiting for the end, so cleanup may not be finished; please await task.",
        "Please await gather(..., return_exceptions=True) after cancelling, cancelled tasks are not awaited.",
    ),
    cases=(
        Case(
            before="async def stop(self):\n    self.task.cancel()\n    await asyncio.gather(self.task, return_exceptions=True)\n    self.closed = True\n",
            after="async def stop(self):\n    self.task.cancel()\n    self.closed = True\n",
        ),
        Case(before="async def stop(self):\n    self.task.cancel()\n    self.closed = True\n"),
    ),
)
