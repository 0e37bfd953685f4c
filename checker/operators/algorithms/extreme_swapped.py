"""The smallest value replaces the largest, or ``all`` replaces ``any``, and the other way round."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import called, one_line
from checker.rules import algorithms
from checker.rules.rule import Severity

OTHER = {"min": "max", "max": "min", "any": "all", "all": "any"}


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find calls of ``min``, ``max``, ``any`` and ``all``."""
    for call in source.each(cst.Call):
        if called(call, *OTHER) and isinstance(call.func, cst.Name) and not source.tests:
            name = call.func.value
            names = {"meant": name, "taken": OTHER[name], "whole": one_line(call)}
            yield Mutation(swaps={call.func: cst.Name(OTHER[name])}, names=names)


OPERATOR = Operator(
    name="extreme-swapped",
    rule=algorithms.MISSING_CLAMP,
    severity=Severity.BLOCKER,
    sites=sites,
    explanation="{taken}() stands where {meant}() is meant: the bound that {function} keeps runs the wrong way round, "
    "and what it should stop gets through. It must be `{whole}`.",
    paraphrases=(
        "{taken} instead of {meant}: the limit runs the wrong way round and what it should stop passes.",
        "should be {meant}, the bound is wrong",
        "Shouldn't this be {meant}? With {taken} the check passes when it must not.",
        "{meant} and {taken} are swapped in {function}, so the limit has no effect.",
        "The bound is inverted here, too much gets through.",
        "Please use {meant} and not {taken}, the bound never holds like this.",
    ),
    near_misses=("Give the bound a name.", "A comparison would be easier to read."),
    cases=(
        Case(
            before="def pause(asked):\n    return min(asked, LONGEST)\n",
            after="def pause(asked):\n    return max(asked, LONGEST)\n",
        ),
        Case(
            before="def whole(parts):\n    return all(parts)\n",
            after="def whole(parts):\n    return any(parts)\n",
        ),
        Case(before="def total(parts):\n    return sum(parts)\n"),
    ),
)
