"""A handler does not catch one of its errors any more."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    expression,
    one_line,
)
from checker.rules import handlers
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``except (A, B)``, once for each of them."""
    for handler in source.each(cst.ExceptHandler, m.ExceptHandler(type=m.Tuple())):
        caught = cst.ensure_type(handler.type, cst.Tuple)
        for element in caught.elements:
            kept = [one_line(e.value) for e in caught.elements if e is not element]
            text = kept[0] if len(kept) == 1 else f"({', '.join(kept)})"
            names = {"lost": one_line(element.value), "caught": text}
            yield Mutation(swaps={caught: expression(text)}, names=names)


OPERATOR = Operator(
    name="handler-narrowed",
    rule=handlers.EXCEPTION_CLASS_TOO_NARROW,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="{function} catches {caught} alone: {lost} gets through as it is, and callers who expect "
    "the documented error break on it. Catch it as well.",
    paraphrases=(
        "{lost} is not caught here and escapes as it is; catch it together with {caught}.",
        "handler too narrow, {lost} escapes",
        "What about {lost}? Only {caught} is handled, so it propagates to the callers.",
        "{function} catches only {caught}; {lost} gets through unhandled.",
        "The except is too narrow: with {lost} the whole thing crashes.",
        "Please add {lost} to the except clause, it is not handled.",
    ),
    cases=(
        Case(
            before="def load():\n    try:\n        read()\n    except (OSError, ValueError):\n        return None\n",
            after="def load():\n    try:\n        read()\n    except ValueError:\n        return None\n",
            others=(
                "def load():\n    try:\n        read()\n    except OSError:\n        return None\n",
            ),
        ),
        Case(
            before="def load():\n    try:\n        read()\n    except OSError:\n        return None\n"
        ),
    ),
)
