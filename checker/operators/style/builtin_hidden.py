"""A name hides a builtin."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule, Swap
from checker.operators.syntax import (
    uses,
)
from checker.rules import naming
from checker.rules.rule import Severity

BUILTINS = {
    "id",
    "type",
    "input",
    "format",
    "filter",
    "list",
    "hash",
    "max",
    "min",
    "next",
    "set",
    "dict",
    "vars",
}


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find loop variables and assignments whose last or first word is the name of a builtin."""
    for function in source.each(cst.FunctionDef):
        bound = [n.value for n in _bound(function)]
        for name in dict.fromkeys(bound):
            builtin = next(
                (w for w in reversed(name.split("_")) if w in BUILTINS and w != name), ""
            )
            if (
                builtin
                and not uses(function, builtin)
                and not m.findall(function, m.Arg(keyword=m.Name(name)))
            ):
                swaps: dict[cst.CSTNode, Swap] = {
                    node: node.with_changes(value=builtin)
                    for node in m.findall(function.body, m.Name(name))
                    if isinstance(node, cst.Name)
                }
                yield Mutation(swaps=swaps, names={"builtin": builtin, "name": name})


def _bound(function: cst.FunctionDef) -> Iterator[cst.Name]:
    """Yield the names that are bound by loops and assignments of a function."""
    for node in m.findall(function.body, m.For() | m.AssignTarget() | m.CompFor()):
        target = node.target if isinstance(node, cst.For | cst.AssignTarget | cst.CompFor) else None
        names = m.findall(target, m.Name()) if isinstance(target, cst.Tuple) else [target]
        yield from (each for each in names if isinstance(each, cst.Name))


OPERATOR = Operator(
    name="builtin-hidden",
    rule=naming.SHADOWED_BUILTIN,
    severity=Severity.NIT,
    sites=sites,
    explanation="`{builtin}` hides the builtin of that name in {function}: whoever needs it there later gets a "
    "value that cannot be called. Name it {name}.",
    paraphrases=(
        "`{builtin}` shadows the builtin, please rename it, e.g. {name}.",
        "shadows builtin {builtin}",
        "Could you use another name? {builtin} hides the builtin.",
        "Don't name a variable {builtin}, that is a Python builtin.",
        "The name {builtin} shadows a built-in function, it is confusing.",
        "Please rename to {name}: {builtin} is a builtin.",
    ),
    cases=(
        Case(
            before="def show(rows):\n    for row_id in rows:\n        put(row_id)\n",
            after="def show(rows):\n    for id in rows:\n        put(id)\n",
        ),
        Case(before="def show(rows):\n    for row_id in rows:\n        put(row_id, id(rows))\n"),
    ),
    lint="A001",
)
