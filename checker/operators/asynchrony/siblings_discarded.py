"""The first failure of a gather discards the results of the others."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    called,
    keyword,
    small,
    without,
)
from checker.rules import concurrency
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``asyncio.gather(..., return_exceptions=True)`` whose results are inspected."""
    for call in source.each(cst.Call):
        if called(call, "asyncio.gather") and keyword(call, "return_exceptions"):
            line = small(source.statement(call))
            if isinstance(line, cst.Assign | cst.Return):
                yield Mutation(swaps={call: without(call, "return_exceptions")})


OPERATOR = Operator(
    name="siblings-discarded",
    rule=concurrency.FAILURE_DISCARDS_SIBLINGS,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="gather without return_exceptions raises the first failure: {function} loses every "
    "result that came back well. Pass return_exceptions=True and sort the failures out.",
    paraphrases=(
        "gather without return_exceptions=True: the first failure discards all other results.",
        "one failing item aborts the whole gather, results are lost",
        "Is it intended that one failure throws away every other result? return_exceptions is missing.",
        "When a single call fails, {function} loses what the others achieved.",
        "The first exception ends the gather and other results are lost, please pass return_exceptions.",
        "The isinstance checks below are dead code, gather raises at the first error: add return_exceptions=True.",
    ),
    cases=(
        Case(
            before="async def all_of(jobs):\n    done = await asyncio.gather(*jobs, return_exceptions=True)\n    return split(done)\n",
            after="async def all_of(jobs):\n    done = await asyncio.gather(*jobs)\n    return split(done)\n",
        ),
        Case(
            before="async def stop(jobs):\n    await asyncio.gather(*jobs, return_exceptions=True)\n"
        ),
    ),
)
