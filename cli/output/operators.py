"""Operators as text and as JSON: what each looks for, and what it makes of it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import groupby

from checker.operators.operator import Operator


def index(operators: Iterable[Operator]) -> str:
    """Return a paragraph an operator, by folder: its name, its rule, its search, what it plants."""
    lines: list[str] = []
    for folder, mine in groupby(operators, key=_folder):
        lines += [f"{folder}:"]
        for each in mine:
            lines += [f"  {each.name} ({each.rule.name})", f"      {looks_for(each)}"]
            lines += [f"      -> {plants(each)}"]
    return "\n".join(lines)


def in_full(operators: Iterable[Operator]) -> str:
    """Return operators with their first case, before and after."""
    return "\n\n".join(
        f"{index([each])}\n\nbefore:\n{_indented(each.cases[0].before)}"
        f"\nafter:\n{_indented(each.cases[0].after)}"
        for each in operators
    )


def fields(operator: Operator) -> dict[str, object]:
    """Return an operator for a program."""
    return {
        "name": operator.name,
        "rule": operator.rule.name,
        "severity": str(operator.severity),
        "looks_for": looks_for(operator),
        "plants": plants(operator),
        "cases": [{"before": case.before, "after": case.after} for case in operator.cases],
    }


def looks_for(operator: Operator) -> str:
    """Return what an operator looks for: the first line of the docstring of its search."""
    return (operator.sites.__doc__ or "").strip().partition("\n")[0]


def plants(operator: Operator) -> str:
    """Return what an operator plants: the first line of its module's docstring."""
    module = sys.modules[operator.sites.__module__]
    return (module.__doc__ or "").strip().partition("\n")[0]


def _folder(operator: Operator) -> str:
    return operator.sites.__module__.split(".")[-2]


def _indented(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.splitlines())
