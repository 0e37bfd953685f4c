"""Two values of the same type are swapped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import dotted, last_name, one_line
from checker.rules import conditions
from checker.rules.rule import Severity

SQL = {"execute", "executemany"}
PLAIN = m.Name() | m.Attribute() | m.Subscript(slice=[m.SubscriptElement(m.Index())])


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find arguments, values of rows and values of keywords that are next to each other."""
    for call in source.each(cst.Call):
        kinds = _kinds(source, call)
        bare = [a.value for a in call.args if not (a.keyword or a.star)]
        named = [a.value for a in call.args if a.keyword]
        yield from _swapped(bare, kinds)
        yield from _swapped(named, kinds)
        if last_name(call.func) in SQL and len(bare) == 2 and isinstance(bare[1], cst.Tuple):
            yield from _swapped([each.value for each in bare[1].elements], {})
    for entry in source.each(cst.Dict):
        rows = all(m.matches(each, m.DictElement(m.SimpleString())) for each in entry.elements)
        if rows and source.function(entry):
            yield from _swapped([each.value for each in entry.elements], {})


def _swapped(values: Sequence[cst.BaseExpression], kinds: dict[str, str]) -> Iterator[Mutation]:
    for one, other in pairwise(values):
        if not (m.matches(one, PLAIN) and m.matches(other, PLAIN)):
            continue
        first, second = one_line(one), one_line(other)
        if first != second and (not kinds or _alike(one, other, kinds)):
            names = {"first": first, "second": second}
            yield Mutation(swaps={one: other, other: one}, names=names)


def _alike(one: cst.BaseExpression, other: cst.BaseExpression, kinds: dict[str, str]) -> bool:
    """Return whether two values are known, or look, to be of one type."""
    if isinstance(one, cst.Name) or isinstance(other, cst.Name):
        known = [kinds.get(one_line(each), "") for each in (one, other)]
        return bool(known[0]) and known[0] == known[1]
    first, second = dotted(one), dotted(other)
    if isinstance(one, cst.Subscript) and isinstance(other, cst.Subscript):
        return one_line(one.value) == one_line(other.value)
    ends = [each.rpartition("_")[2] for each in (first, second)]
    return bool(first and second) and (
        first.rpartition(".")[0] == second.rpartition(".")[0] == "args" or ends[0] == ends[1]
    )


def _kinds(source: ParsedModule, node: cst.CSTNode) -> dict[str, str]:
    """Return the annotations of the parameters around a node, and ``args`` of a parser as text."""
    function = source.function(node)
    parameters = function.params if function else cst.Parameters()
    return {"": "none"} | {
        each.name.value: one_line(each.annotation.annotation)
        for each in (*parameters.params, *parameters.kwonly_params)
        if each.annotation
    }


OPERATOR = Operator(
    name="arguments-swapped",
    rule=conditions.WRONG_VARIABLE,
    severity=Severity.BLOCKER,
    sites=sites,
    explanation="{first} and {second} have changed places in {function}: each lands where the other belongs, and "
    "no type checker notices. Swap them back.",
    paraphrases=(
        "{first} and {second} are swapped: each ends up where the other belongs.",
        "swapped, {first} belongs first",
        "Aren't {first} and {second} mixed up here? Both have the same type, so mypy does not see it.",
        "Wrong order of arguments: {second} is passed as {first}.",
        "The two values are in the wrong place and land in the wrong field.",
        "Please put {first} before {second}, they are the other way round.",
    ),
    near_misses=(
        "Please pass {first} and {second} by keyword.",
        "{first} could be None here.",
    ),
    cases=(
        Case(
            before="def tell(name: str, text: str) -> None:\n    send(name, text)\n",
            after="def tell(name: str, text: str) -> None:\n    send(text, name)\n",
        ),
        Case(
            before="def keep(db, row):\n    db.execute('INSERT INTO rows VALUES (?, ?)', (row.id, row.name))\n",
            after="def keep(db, row):\n    db.execute('INSERT INTO rows VALUES (?, ?)', (row.name, row.id))\n",
        ),
        Case(before="def tell(name: str, count: int) -> None:\n    send(name, count)\n"),
    ),
)
