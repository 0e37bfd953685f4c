"""A part of a sum or difference is left out."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import one_line
from checker.rules import algorithms
from checker.rules.rule import Severity

REACH = m.BinaryOperation(operator=m.Add() | m.Subtract())


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``a + b`` and ``a - b`` outside of slices; what follows the sign is lost."""
    for whole in source.each(cst.BinaryOperation, REACH):
        lost, kept = one_line(whole.right), one_line(whole.left)
        sliced = any(isinstance(each, cst.Slice) for each in source.above(whole))
        if not (source.tests or sliced or "overlap" in lost or kept.rpartition(".")[2].isupper()):
            names = {"lost": lost, "kept": kept, "whole": one_line(whole)}
            yield Mutation(swaps={whole: whole.left}, names=names)


OPERATOR = Operator(
    name="term-dropped",
    rule=algorithms.MISSING_TERM,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="{function} reckons with {kept} alone and leaves out {lost}: the result is wrong whenever that "
    "counts. It must be `{whole}`.",
    paraphrases=(
        "{lost} is missing here: the result is wrong, it must be `{whole}`.",
        "ignores {lost}, should be {whole}",
        "Shouldn't {lost} be included? With only {kept} this comes out too high or too low.",
        "{function} forgets {lost}, so it is wrong whenever that is not zero.",
        "A term is missing: {lost} is not considered, and the result is wrong.",
        "Please include {lost}, it is left out and the number is wrong.",
    ),
    near_misses=("Give {kept} a name of its own.", "{whole} should be a constant."),
    cases=(
        Case(
            before="def left(self):\n    return self.budget - self.held\n",
            after="def left(self):\n    return self.budget\n",
        ),
        Case(
            before="def fits(self, size, more):\n    return size + more <= self.room\n",
            after="def fits(self, size, more):\n    return size <= self.room\n",
        ),
        Case(before="def part(rows, start, size):\n    return rows[start : start + size]\n"),
    ),
)
