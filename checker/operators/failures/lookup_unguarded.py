"""An entry is looked up as if it were always there."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule, Swap
from checker.operators.syntax import one_line, positional
from checker.rules import failures
from checker.rules.rule import Severity

GET = m.Call(func=m.Attribute(attr=m.Name("get")))
POP = m.Call(func=m.Attribute(attr=m.Name("pop")), args=[m.Arg(), m.Arg(m.Name("None"))])
DEFAULTED = m.BooleanOperation(GET, m.Or(), m.Name() | m.Attribute() | m.SimpleString())


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``d.get(key, default)``, ``d.get(key) or default`` and ``d.pop(key, None)``."""
    for call in source.each(cst.Call, GET | POP):
        known = call.args and positional(call)
        if source.tests or not known or not isinstance(call.func, cst.Attribute):
            continue
        whole, names = next(source.above(call)), _names(call, call.func)
        if m.matches(call, POP):
            yield Mutation(swaps={call: call.with_changes(args=[_first(call)])}, names=names)
        elif len(call.args) == 2:
            yield Mutation(swaps={call: _taken(call, call.func)}, names=names)
        elif m.matches(whole, DEFAULTED):
            yield Mutation(swaps=_given(whole, call), names=names)


def _names(call: cst.Call, method: cst.Attribute) -> dict[str, str]:
    return {"key": one_line(call.args[0].value), "mapping": one_line(method.value)}


def _first(call: cst.Call) -> cst.Arg:
    return call.args[0].with_changes(comma=cst.MaybeSentinel.DEFAULT)


def _taken(call: cst.Call, method: cst.Attribute) -> cst.Subscript:
    index = cst.SubscriptElement(cst.Index(call.args[0].value))
    return cst.Subscript(value=method.value, slice=[index])


def _given(whole: cst.CSTNode, call: cst.Call) -> dict[cst.CSTNode, Swap]:
    """Return the lookup of the entry without its default."""
    return {whole: _taken(call, cst.ensure_type(call.func, cst.Attribute))}


OPERATOR = Operator(
    name="lookup-unguarded",
    rule=failures.UNGUARDED_LOOKUP,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="{function} takes {key} from {mapping} as if it were always there: where it is absent a KeyError ends "
    "what a default was meant for. Use a default.",
    paraphrases=(
        "If {key} is absent this raises a KeyError; use .get with a default.",
        "KeyError when absent, use .get",
        "What if {key} is not set? {mapping} has no such entry then, and this crashes.",
        "{function} assumes that {key} is always there: without a default it ends with a KeyError.",
        "There is no default any more, so a missing entry fails with a traceback.",
        "Please use get for {key}, it may be missing and a KeyError is not handled.",
    ),
    near_misses=("{key} should be a constant.", "{mapping} could be typed more narrowly."),
    cases=(
        Case(
            before="def limit(options):\n    return options.get('limit', 10)\n",
            after="def limit(options):\n    return options['limit']\n",
        ),
        Case(
            before="def region(environ, default):\n    return environ.get('REGION') or default\n",
            after="def region(environ, default):\n    return environ['REGION']\n",
        ),
        Case(before="def limit(options):\n    return options.get('limit')\n"),
    ),
)
