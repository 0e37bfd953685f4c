"""A selection includes everything."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule, Swap
from checker.operators.syntax import arguments, last_name, one_line, orphans
from checker.rules import conditions
from checker.rules.rule import Severity

WHERE = re.compile(r" WHERE (?P<filter>.+?)(?= ORDER BY| GROUP BY| LIMIT|[\"']$)")


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``for x in xs if wanted`` and ``WHERE`` in SQL that is executed."""
    if source.tests:
        return
    for loop in source.each(cst.CompFor):
        for test in loop.ifs:
            function = source.function(loop)
            alone = function is not None and orphans(function, test)
            if not (alone or m.findall(test, m.NamedExpr() | m.Name("isinstance"))):
                rest = [each for each in loop.ifs if each is not test]
                bare = loop.with_changes(ifs=rest)
                around = next(source.above(loop))
                swaps: dict[cst.CSTNode, Swap] = {loop: bare}
                if not rest and _same(around, loop):  # or the linter would say so
                    swaps = {around: cst.Call(cst.Name("list"), [cst.Arg(loop.iter)])}
                yield Mutation(swaps=swaps, names={"filter": one_line(test.test)})
    for call in source.each(cst.Call):
        if last_name(call.func) == "execute" and len(call.args) == 2:
            yield from _of_sql(call)


def _same(around: cst.CSTNode, loop: cst.CompFor) -> bool:
    """Return whether a comprehension gives each item as it is."""
    return isinstance(around, cst.ListComp) and one_line(around.elt) == one_line(loop.target)


def _of_sql(call: cst.Call) -> Iterator[Mutation]:
    """Drop the condition of a statement, and the values for it, which are the last ones."""
    sql, given = call.args[0].value, call.args[1].value
    text = sql.value if isinstance(sql, cst.SimpleString) else ""
    found = WHERE.search(text)
    if not found or not isinstance(given, cst.Tuple):
        return
    left = given.elements[: len(given.elements) - found["filter"].count("?")]
    query = call.args[0].with_changes(
        value=cst.SimpleString(text[: found.start()] + text[found.end() :])
    )
    values = call.args[1].with_changes(value=given.with_changes(elements=left))
    args = arguments([query, values] if left else [query])
    yield Mutation(swaps={call: call.with_changes(args=args)}, names={"filter": found["filter"]})


OPERATOR = Operator(
    name="filter-dropped",
    rule=conditions.MISSING_FILTER,
    severity=Severity.BLOCKER,
    sites=sites,
    explanation="{function} does not ask for `{filter}` any more and takes in everything: also what belongs to others "
    "or does not count. Select by {filter}.",
    paraphrases=(
        "{function} does not filter by `{filter}`, so it takes in entries of others too.",
        "missing filter, add {filter}",
        "Shouldn't this have `{filter}`? Without that condition every entry is taken, which is wrong.",
        "The condition {filter} is missing and everything is selected.",
        "It is not filtered any more: all rows come, also those that must not.",
        "Please add a filter here, without {filter} too many are taken.",
    ),
    near_misses=("Add an index for {filter}.", "A generator would do here."),
    cases=(
        Case(
            before="def mine(rows, who):\n    return [row for row in rows if row.owner == who]\n",
            after="def mine(rows, who):\n    return list(rows)\n",
        ),
        Case(
            before="def mark(db, state, id):\n    db.execute('UPDATE rows SET state = ? WHERE id = ?', (state, id))\n",
            after="def mark(db, state, id):\n    db.execute('UPDATE rows SET state = ?', (state,))\n",
        ),
        Case(
            before="def rows(db):\n    return [row for row in db.execute('SELECT * FROM rows', ())]\n"
        ),
    ),
)
