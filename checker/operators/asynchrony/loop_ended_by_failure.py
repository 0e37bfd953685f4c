"""One item that fails ends the loop over all of them."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    only,
)
from checker.rules import concurrency
from checker.rules.rule import Severity

LEAVING = m.Continue() | m.Break() | m.Return() | m.Raise()


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find a loop whose body is one ``try`` that handles failures."""
    loops: list[cst.For | cst.While] = [*source.each(cst.For), *source.each(cst.While)]
    for loop in loops:
        inner = only(loop.body)
        if not isinstance(inner, cst.Try) or inner.orelse or inner.finalbody or not inner.handlers:
            continue
        if not any(m.findall(handler, LEAVING) for handler in inner.handlers) and not loop.orelse:
            inside = loop.with_changes(body=inner.body, leading_lines=())
            outside = inner.with_changes(
                body=cst.IndentedBlock([inside]), leading_lines=loop.leading_lines
            )
            yield Mutation(swaps={loop: outside})


OPERATOR = Operator(
    name="loop-ended-by-failure",
    rule=concurrency.LOOP_ENDED_BY_FAILURE,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="The try stands around the loop in {function}: the first failure ends it, and whatever "
    "comes after is never handled. Put the try inside the loop.",
    paraphrases=(
        "The try is around the loop, so the first failure ends it and the remaining items are skipped.",
        "move the try inside the loop",
        "Is it intended that one failure ends the loop? The other items are never processed.",
        "In {function} the first error stops the loop for good, everything after is lost.",
        "One bad item and the loop stops, the rest is skipped; handle errors per item.",
        "Please put the try inside the loop, so that each iteration handles its own failure.",
    ),
    cases=(
        Case(
            before="async def run(jobs):\n    for job in jobs:\n        try:\n            await job()\n        except ValueError:\n            log(job)\n",
            after="async def run(jobs):\n    try:\n        for job in jobs:\n            await job()\n    except ValueError:\n        log(job)\n",
        ),
        Case(
            before="def run(jobs):\n    for job in jobs:\n        try:\n            return job()\n        except ValueError:\n            continue\n"
        ),
    ),
)
