"""A failure becomes an empty result."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    one_line,
    only,
    small,
    statement,
)
from checker.rules import failures
from checker.rules.rule import Severity

EMPTY = {"str": '""', "int": "0", "float": "0.0", "bool": "False"}
OPENINGS = (("list[", "[]"), ("dict[", "{{}}"), ("tuple[", "()"), ("set[", "set()"))


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find handlers that only raise another error, in functions that return something."""
    for handler in source.each(cst.ExceptHandler):
        function, raised = source.function(handler), small(only(handler.body))
        if function is None or function.returns is None or not isinstance(raised, cst.Raise):
            continue
        empty = _empty(one_line(function.returns.annotation))
        if raised.cause is not None and empty:
            swap = handler.with_changes(
                name=None, body=cst.IndentedBlock([statement(f"return {empty}")])
            )
            yield Mutation(swaps={handler: swap}, names={"empty": empty})


def _empty(returned: str) -> str:
    if "None" in returned.split(" | "):
        return "None"
    by_kind = [text.replace("{{}}", "{}") for start, text in OPENINGS if returned.startswith(start)]
    return EMPTY.get(returned) or next(iter(by_kind), "")


OPERATOR = Operator(
    name="failure-to-default",
    rule=failures.FAILURE_RETURNED_AS_RESULT,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="{function} returns {empty} when it fails: the caller takes a failure for a result and goes "
    "on with it. Raise the error.",
    paraphrases=(
        "On failure {function} returns {empty}, so the caller cannot tell an error from a result; raise instead.",
        "error swallowed, raise it",
        "Why return {empty} here? The failure is hidden and the caller goes on with it.",
        "The exception is swallowed silently and looks like a valid result.",
        "A failure becomes an empty result, nobody notices that something went wrong.",
        "Please raise the error instead of returning {empty}: it silently looks like success.",
    ),
    cases=(
        Case(
            before="def load() -> list[str]:\n    try:\n        return read()\n    except OSError as error:\n        raise LoadError('no') from error\n",
            after="def load() -> list[str]:\n    try:\n        return read()\n    except OSError:\n        return []\n",
        ),
        Case(
            before="def load() -> Thing:\n    try:\n        return read()\n    except OSError as error:\n        raise LoadError('no') from error\n"
        ),
    ),
)
