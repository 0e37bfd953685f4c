"""A check that raises an error is gone."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    one_line,
    only,
    small,
)
from checker.rules import validation
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``if wrong: raise Error(...)``."""
    for guard in source.each(cst.If):
        raised = small(only(guard.body))
        whole = guard.orelse is None and not isinstance(source.statement(guard), cst.Else)
        if (
            whole
            and isinstance(raised, cst.Raise)
            and raised.exc is not None
            and len(source.block(guard)) > 1
        ):
            error = raised.exc.func if isinstance(raised.exc, cst.Call) else raised.exc
            names = {"condition": one_line(guard.test), "error": one_line(error)}
            yield Mutation(swaps={guard: cst.RemoveFromParent()}, names=names)


OPERATOR = Operator(
    name="guard-removed",
    rule=validation.MISSING_VALIDATION,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="{function} goes on although `{condition}`: nobody raises {error} any more, and what is "
    "wrong is only noticed further on, or never. Check it first.",
    paraphrases=(
        "{function} does not check `{condition}`: nobody raises {error} and it silently goes on.",
        "missing validation, should raise {error}",
        "What happens if {condition}? There is no check, it continues with something invalid.",
        "The check for {condition} is missing, this breaks later on.",
        "It is not validated here, the wrong value is accepted.",
        "Please raise {error} when {condition}; as it is the case is never checked and goes on.",
    ),
    cases=(
        Case(
            before="def take(n):\n    if n < 1:\n        raise ValueError('one or more')\n    return n\n",
            after="def take(n):\n    return n\n",
        ),
        Case(
            before="def take(n):\n    if n < 1:\n        raise ValueError('one')\n    else:\n        return n\n"
        ),
    ),
)
