"""A built-in error is raised instead of the project's own."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.rules import handlers
from checker.rules.rule import Severity

OWN = m.ImportFrom(module=m.Attribute(value=m.Name(), attr=m.Name("errors")))


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``raise SomeError(...)`` of a class that comes from a module of errors."""
    own = errors_of(source)
    for raised in source.each(cst.Raise, m.Raise(exc=m.Call(func=m.Name()))):
        name = cst.ensure_type(cst.ensure_type(raised.exc, cst.Call).func, cst.Name)
        if name.value in own:
            other = _alike(name.value, raised)
            yield Mutation(
                swaps={name: cst.Name(other)}, names={"error": name.value, "other": other}
            )


def errors_of(source: ParsedModule) -> list[str]:
    """Return the classes of the project's own errors that a module imports, in order."""
    return [
        alias.evaluated_name
        for line in source.each(cst.ImportFrom, OWN)
        if not isinstance(line.names, cst.ImportStar)
        for alias in line.names
        if alias.evaluated_name.endswith("Error")
    ]


def _alike(name: str, raised: cst.Raise) -> str:
    if "NotFound" in name:
        return "LookupError"
    return "ValueError" if raised.cause is None else "RuntimeError"


OPERATOR = Operator(
    name="raises-builtin",
    rule=handlers.WRONG_ERROR_RAISED,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="{function} raises {other} where callers expect {error}: whoever handles the project's own "
    "errors does not catch it, and it ends in a traceback. Raise {error}.",
    paraphrases=(
        "{function} raises {other}, but callers only handle {error}: this is not caught anywhere.",
        "wrong exception, should be {error}",
        "Why {other} and not {error}? Nobody catches it, so it ends in a traceback.",
        "{other} is outside the project's own hierarchy and escapes the handler.",
        "The docstring promises {error}; a plain {other} slips through uncaught.",
        "Please raise {error} instead of the builtin error, callers do not catch {other}.",
    ),
    near_misses=(
        "The message of the {other} is not helpful, please say more.",
        "Catch {other} in the caller.",
    ),
    cases=(
        Case(
            before="from app.errors import AskError\n\n\ndef ask(q):\n    if not q:\n        raise AskError('empty')\n",
            after="from app.errors import AskError\n\n\ndef ask(q):\n    if not q:\n        raise ValueError('empty')\n",
        ),
        Case(
            before="from app.errors import AskError\n\n\ndef ask(q):\n    try:\n        send(q)\n    except OSError as error:\n        raise AskError('down') from error\n",
            after="from app.errors import AskError\n\n\ndef ask(q):\n    try:\n        send(q)\n    except OSError as error:\n        raise RuntimeError('down') from error\n",
        ),
        Case(before="def ask(q):\n    if not q:\n        raise TypeError('empty')\n"),
    ),
)
