"""State is changed before the check that may forbid it."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    code,
    one_line,
    only,
    small,
)
from checker.rules import failures
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find functions that begin with a guard and change ``self`` afterwards."""
    for function in source.each(cst.FunctionDef):
        body = list(function.body.body) if isinstance(function.body, cst.IndentedBlock) else []
        guard = next((s for s in body if isinstance(s, cst.If)), None)
        if (
            guard is None
            or guard.orelse is not None
            or not isinstance(small(only(guard.body)), cst.Raise)
        ):
            continue
        after = body[body.index(guard) + 1 :]
        change = after[0] if after else None
        if isinstance(small(change), cst.Assign | cst.AugAssign) and code(after[0]).startswith(
            "self."
        ):
            yield Mutation(
                swaps={guard: after[0], after[0]: guard}, names={"condition": one_line(guard.test)}
            )


OPERATOR = Operator(
    name="guard-after-change",
    rule=failures.CHANGED_BEFORE_CHECKED,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="{function} changes its state before it checks `{condition}`: a call that is refused leaves "
    "the change behind. Check first.",
    paraphrases=(
        "The state is changed before the check, so a refused call leaves it inconsistent; check first.",
        "validate before mutating",
        "Shouldn't the check come first? When it raises, the state stays changed.",
        "{function} mutates before validation and leaves a half done change when it raises.",
        "It is checked too late, the object is already changed when the error comes.",
        "Please move the check of `{condition}` above: state is changed although it fails.",
    ),
    cases=(
        Case(
            before="def spend(self, n):\n    if n > self.left:\n        raise ValueError('too much')\n    self.calls += 1\n    return n\n",
            after="def spend(self, n):\n    self.calls += 1\n    if n > self.left:\n        raise ValueError('too much')\n    return n\n",
        ),
        Case(
            before="def spend(self, n):\n    if n > 3:\n        raise ValueError('too much')\n    print(n)\n"
        ),
    ),
)
