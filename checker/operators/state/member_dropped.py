"""A collection of cases lacks one of them."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import one_line
from checker.rules import conditions
from checker.rules.rule import Severity

LITERAL = m.Element(m.SimpleString() | m.Integer())
FEWEST = 2


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find sets and tuples of literals in which a value is looked up, once for each member."""
    if source.tests:
        return
    known: list[cst.Set | cst.Tuple] = [*source.each(cst.Set), *source.each(cst.Tuple)]
    for cases in known:
        if len(cases.elements) < FEWEST or not _asked(source, cases):
            continue
        if all(m.matches(each, LITERAL) for each in cases.elements):
            for lost in cases.elements:
                rest = [each for each in cases.elements if each is not lost]
                swap = cases.with_changes(elements=[cst.Element(each.value) for each in rest])
                yield Mutation(swaps={cases: swap}, names={"lost": one_line(lost.value)})


def _asked(source: ParsedModule, cases: cst.Set | cst.Tuple) -> bool:
    """Return whether these are a constant of the module or what ``in`` looks through."""
    around = next(source.above(cases))
    line = source.nearest(cases, cst.Assign)
    if isinstance(around, cst.ComparisonTarget):
        return True
    return (
        source.function(cases) is None and line is not None and one_line(line.targets[0]).isupper()
    )


OPERATOR = Operator(
    name="member-dropped",
    rule=conditions.INCOMPLETE_CONDITION,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="{lost} is not among the cases any more: where it comes up {function} takes the wrong branch. Put "
    "{lost} back.",
    paraphrases=(
        "{lost} is missing here, so it takes the wrong branch; add it.",
        "{lost} missing, add {lost}",
        "Shouldn't {lost} be in there too? As it is that case is refused or ignored.",
        "The set is incomplete: {lost} is not handled and fails.",
        "{lost} is a valid case as well, and it was left out.",
        "Please add {lost} again, without {lost} it is not accepted.",
    ),
    near_misses=("Use an enum for these.", "A frozenset would be faster."),
    cases=(
        Case(
            before="PASSING = frozenset({429, 503})\n\n\ndef again(code):\n    return code in PASSING\n",
            after="PASSING = frozenset({503})\n\n\ndef again(code):\n    return code in PASSING\n",
            others=(
                "PASSING = frozenset({429})\n\n\ndef again(code):\n    return code in PASSING\n",
            ),
        ),
        Case(
            before="def agreed(said):\n    return said in {'y', 'yes'}\n",
            after="def agreed(said):\n    return said in {'yes'}\n",
            others=("def agreed(said):\n    return said in {'y'}\n",),
        ),
        Case(before="def both(a):\n    return a, ('x', 'y')\n"),
    ),
)
