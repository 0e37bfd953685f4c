"""A condition checks only half of what it must."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    one_line,
)
from checker.rules import conditions
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``if a or b`` and ``if a and b``, once for each half."""
    for guard in source.each(cst.If):
        test = guard.test
        if isinstance(test, cst.BooleanOperation):
            for kept, lost in ((test.left, test.right), (test.right, test.left)):
                if not m.findall(test.left, m.NamedExpr()):
                    bare = kept.with_changes(lpar=[], rpar=[])
                    yield Mutation(
                        swaps={test: bare}, names={"lost": one_line(lost), "kept": one_line(kept)}
                    )


OPERATOR = Operator(
    name="condition-halved",
    rule=conditions.INCOMPLETE_CONDITION,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="{function} only asks `{kept}`; the case `{lost}` is not looked at any more and takes the wrong "
    "branch. Ask both.",
    paraphrases=(
        "The condition is incomplete: `{lost}` is not checked and takes the wrong branch.",
        "missing check for {lost}, wrong branch",
        "What if {lost}? It only checks {kept}, that case is not handled.",
        "{function} ignores `{lost}`: the condition must ask for both, it is not checked.",
        "Only half of the condition is here, the other case slips through.",
        "Please also check {lost}: missing condition.",
    ),
    cases=(
        Case(
            before="def may(a, b):\n    if a is None or a.owner != b:\n        return 'no'\n    return 'yes'\n",
            after="def may(a, b):\n    if a is None:\n        return 'no'\n    return 'yes'\n",
            others=(
                "def may(a, b):\n    if a.owner != b:\n        return 'no'\n    return 'yes'\n",
            ),
        ),
        Case(before="def may(a):\n    if a is None:\n        return 'no'\n    return 'yes'\n"),
    ),
)
