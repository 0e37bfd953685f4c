"""Removing duplicates also loses the order."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    called,
    one_line,
)
from checker.rules import state
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``dict.fromkeys(items)`` and ``ORDER BY`` in SQL."""
    for call in source.each(cst.Call):
        if called(call, "dict.fromkeys") and len(call.args) == 1:
            swap = call.with_changes(func=cst.Name("set"))
            yield Mutation(swaps={call: swap}, names={"items": one_line(call.args[0].value)})
    for text in source.each(cst.SimpleString):
        before, found, _ = text.value.partition(" ORDER BY ")
        if found and before.count('"') + before.count("'") == 1:
            swap_text = text.with_changes(value=before + text.value[-1])
            yield Mutation(swaps={text: swap_text}, names={"items": "the rows"})


OPERATOR = Operator(
    name="order-lost",
    rule=state.ORDER_NOT_KEPT,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="{function} no longer keeps the order of {items}: it comes out differently from run to run, "
    "though callers rely on it. Keep the order explicitly.",
    paraphrases=(
        "The order of {items} is lost here and not guaranteed any more, although callers rely on it.",
        "order not guaranteed, keep the order",
        "Doesn't this lose the order? The result is in arbitrary order now.",
        "{function} returns {items} unordered, which differs from run to run.",
        "There is no order any more, so oldest first is not guaranteed.",
        "Please keep the order (ORDER BY, or dict.fromkeys instead of set).",
    ),
    cases=(
        Case(
            before="def once(xs):\n    return list(dict.fromkeys(xs))\n",
            after="def once(xs):\n    return list(set(xs))\n",
        ),
        Case(
            before="def rows(c):\n    return c.execute('SELECT a FROM t ORDER BY a')\n",
            after="def rows(c):\n    return c.execute('SELECT a FROM t')\n",
        ),
        Case(before="def once(xs):\n    return dict.fromkeys(xs, 0)\n"),
    ),
)
