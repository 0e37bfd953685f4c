"""A handler of ordinary failures catches cancellation too."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    dotted,
    expression,
)
from checker.rules import tasks
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``except Exception`` in a coroutine that goes on afterwards."""
    for handler in source.each(cst.ExceptHandler):
        wide = handler.type is not None and dotted(handler.type) == "Exception"
        if wide and source.in_coroutine(handler) and not m.findall(handler.body, m.Raise()):
            swap = handler.with_changes(
                type=expression("(Exception, asyncio.CancelledError)"),
                whitespace_after_except=cst.SimpleWhitespace(" "),
            )
            yield Mutation(swaps={handler: swap}, imports=("import asyncio",))


OPERATOR = Operator(
    name="cancellation-caught",
    rule=tasks.SWALLOWED_CANCELLATION,
    severity=Severity.BLOCKER,
    sites=sites,
    explanation="{function} treats CancelledError as one more failure and goes on, so the task cannot "
    "be cancelled and shutdown hangs. Catch Exception alone: cancellation must get through.",
    paraphrases=(
        "{function} catches CancelledError together with Exception, so the task cannot be cancelled and shutdown hangs.",
        "don't catch CancelledError here, the worker never stops",
        "Why is CancelledError caught? Cancellation is swallowed and the loop goes on.",
        "Cancellation must get through: catch only Exception.",
        "The cancel is treated like normal error, the task keeps running after cancel; CancelledError is swallowed.",
        "Please remove CancelledError from this tuple or re-raise it.",
    ),
    cases=(
        Case(
            before="async def work(jobs):\n    for job in jobs:\n        try:\n            await job()\n        except Exception:\n            log(job)\n",
            after="async def work(jobs):\n    for job in jobs:\n        try:\n            await job()\n        except (Exception, asyncio.CancelledError):\n            log(job)\n",
        ),
        Case(
            before="def work(job):\n    try:\n        job()\n    except Exception:\n        log(job)\n"
        ),
    ),
)
