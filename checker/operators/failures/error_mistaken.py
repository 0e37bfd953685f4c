"""Another of the project's own errors is raised than the right one."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.failures.raises_builtin import errors_of
from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.rules import handlers
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``raise OneError(...)`` in modules that know another class of errors."""
    own = errors_of(source)
    for raised in source.each(cst.Raise, m.Raise(exc=m.Call(func=m.Name()))):
        name = cst.ensure_type(cst.ensure_type(raised.exc, cst.Call).func, cst.Name)
        if name.value in own and len(own) > 1:
            other = own[(own.index(name.value) + 1) % len(own)]
            yield Mutation(
                swaps={name: cst.Name(other)}, names={"error": name.value, "other": other}
            )


OPERATOR = Operator(
    name="error-mistaken",
    rule=handlers.WRONG_ERROR_RAISED,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="{function} raises {other} for a failure that is an {error}: callers who tell the two apart take "
    "it for something else, or do not catch it. Raise {error}.",
    paraphrases=(
        "{function} raises {other}, though this failure is an {error}: callers cannot tell them apart.",
        "wrong error class, should be {error}",
        "Shouldn't this be {error}? Whoever has `except {error}` does not catch {other}.",
        "{other} means something else, the docstring of {function} promises {error}.",
        "The error is mixed up with another: with {other} the handler takes the wrong way.",
        "Please raise {error} and not {other}, callers expect that one.",
    ),
    near_misses=(
        "The text of this {other} could say which one it was.",
        "{other} needs a docstring.",
    ),
    cases=(
        Case(
            before="from app.errors import AskError, LateError\n\n\ndef ask(q):\n    if not q:\n        raise AskError('empty')\n",
            after="from app.errors import AskError, LateError\n\n\ndef ask(q):\n    if not q:\n        raise LateError('empty')\n",
        ),
        Case(
            before="from app.errors import AskError, LateError\n\n\ndef wait(t):\n    if t < 0:\n        raise LateError('late')\n",
            after="from app.errors import AskError, LateError\n\n\ndef wait(t):\n    if t < 0:\n        raise AskError('late')\n",
        ),
        Case(
            before="from app.errors import AskError\n\n\ndef ask(q):\n    if not q:\n        raise AskError('empty')\n"
        ),
    ),
)
