"""A failing tool ends the conversation, although the model could react to the error."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    one_line,
    only,
    small,
)
from checker.rules import conversations
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find handlers that return the error as text."""
    for handler in source.each(cst.ExceptHandler):
        line = small(only(handler.body))
        told = isinstance(line, cst.Return) and isinstance(line.value, cst.FormattedString)
        if line is not None and told and "error" in one_line(line).lower():
            raised = cst.SimpleStatementLine([cst.Raise()])
            swap = handler.with_changes(name=None, body=cst.IndentedBlock([raised]))
            yield Mutation(swaps={handler: swap})


OPERATOR = Operator(
    name="tool-failure-aborts",
    rule=conversations.TOOL_FAILURE_ABORTS,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="{function} raises when the tool fails: the whole conversation ends over arguments that the "
    "model could put right. Return the error as the tool's result.",
    paraphrases=(
        "A failing tool raises here and aborts the whole conversation; return the error as the tool result so that the model can correct it.",
        "return the error to the model, don't raise",
        "Shouldn't the error go back to the model? Raising ends the conversation.",
        "{function} raises on bad arguments, so one bad tool call kills the conversation.",
        "When the tool fails the exception escapes and everything stops, the model can not correct it.",
        "Please return the error as tool result instead of raise.",
    ),
    cases=(
        Case(
            before="def call(t):\n    try:\n        return t()\n    except ValueError as error:\n        return f'error: {error}'\n",
            after="def call(t):\n    try:\n        return t()\n    except ValueError:\n        raise\n",
        ),
        Case(
            before="def call(t):\n    try:\n        return t()\n    except ValueError:\n        return None\n"
        ),
    ),
)
