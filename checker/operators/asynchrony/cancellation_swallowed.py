"""A handler of CancelledError ends without raising it again."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    one_line,
    statement,
)
from checker.rules import tasks
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find handlers of CancelledError, or of everything, that end with ``raise``."""
    for handler in source.each(cst.ExceptHandler):
        caught = one_line(handler.type) if handler.type else "BaseException"
        body = handler.body.body if isinstance(handler.body, cst.IndentedBlock) else ()
        bare = (
            m.matches(body[-1], m.SimpleStatementLine(body=[m.Raise(exc=None)])) if body else False
        )
        if bare and source.in_coroutine(handler) and ("Cancelled" in caught or "BaseExc" in caught):
            last = body[-1]
            swap = cst.RemoveFromParent() if len(body) > 1 else statement("pass")
            yield Mutation(swaps={last: swap}, names={"caught": caught})


OPERATOR = Operator(
    name="cancellation-swallowed",
    rule=tasks.SWALLOWED_CANCELLATION,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="{function} catches {caught} and does not raise it again, so a cancelled task goes on as "
    "if nothing had happened: shutdown and timeouts stop working. Re-raise after cleaning up.",
    paraphrases=(
        "{function} swallows CancelledError: it is never raised again, so the task cannot be cancelled.",
        "missing raise in the cancel handler, shutdown hangs",
        "Shouldn't this re-raise? A cancelled task goes on running now.",
        "The cancellation is eaten here; please re-raise after the cleanup.",
        "It catches {caught} but does not raise again, timeouts will not work any more.",
        "Cancellation must propagate, the handler needs a bare raise at its end.",
    ),
    cases=(
        Case(
            before="async def work(self):\n    try:\n        await step()\n    except asyncio.CancelledError:\n        self.free()\n        raise\n",
            after="async def work(self):\n    try:\n        await step()\n    except asyncio.CancelledError:\n        self.free()\n",
        ),
        Case(
            before="async def work(self):\n    try:\n        await step()\n    except ValueError:\n        self.free()\n        raise\n"
        ),
    ),
)
