"""Windows no longer overlap."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    one_line,
)
from checker.rules import algorithms
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``size - overlap``."""
    for node in source.each(cst.BinaryOperation, m.BinaryOperation(operator=m.Subtract())):
        if "overlap" in one_line(node.right).lower():
            names = {"overlap": one_line(node.right), "size": one_line(node.left)}
            yield Mutation(swaps={node: node.left}, names=names)


OPERATOR = Operator(
    name="overlap-dropped",
    rule=algorithms.CHUNK_OVERLAP_LOST,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="{overlap} has no effect: the windows step by {size}, and what stands across a border is in no window "
    "as a whole. Step by {size} - {overlap}.",
    paraphrases=(
        "{overlap} is ignored: the chunks do not overlap and text across a border is cut.",
        "overlap unused, subtract it",
        "Where is {overlap} used? The windows have no overlap now.",
        "The setting {overlap} has no effect, context at the boundary is lost.",
        "There is no overlap between chunks, sentences at border are cut.",
        "Please step by {size} - {overlap}: the overlap is not applied.",
    ),
    cases=(
        Case(
            before="def step(size, overlap):\n    return size - overlap\n",
            after="def step(size, overlap):\n    return size\n",
        ),
        Case(before="def step(size, left):\n    return size - left\n"),
    ),
)
