"""A part of a collection is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import one_line, orphans
from checker.rules import conditions
from checker.rules.rule import Severity

SPREAD = m.StarredElement() | m.StarredDictElement()
SYSTEM = m.Element(m.Call(func=m.Name("SystemMessage")))


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``[*known, new]`` and ``{**given, "key": value}``, and lists that begin with rules."""
    wholes: list[cst.List | cst.Dict] = [*source.each(cst.List), *source.each(cst.Dict)]
    for whole in wholes:
        around = next(source.above(whole))
        if source.tests or len(whole.elements) < 2 or isinstance(around, cst.IfExp):
            continue
        spread = any(m.matches(each, SPREAD) for each in whole.elements)
        unpacked = isinstance(around, cst.Arg) and around.star == "**"
        for lost in whole.elements:
            rest = [each for each in whole.elements if each is not lost]
            left = any(m.matches(each, SPREAD) for each in rest)
            function = source.function(whole)
            if function is None or orphans(function, lost):
                continue
            if m.matches(lost, SYSTEM) or (spread and (left or not unpacked)):
                names = {"lost": _said(lost), "whole": one_line(whole)}
                yield Mutation(swaps={whole: _with(whole, rest, unpacked=unpacked)}, names=names)


def _with(
    whole: cst.List | cst.Dict,
    rest: Sequence[cst.BaseElement | cst.BaseDictElement],
    *,
    unpacked: bool,
) -> cst.BaseExpression:
    """Return what is put together of the rest, as one would write it."""
    last = rest[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
    if len(rest) > 1 or not isinstance(last, cst.StarredElement | cst.StarredDictElement):
        return whole.with_changes(elements=[*rest[:-1], last])
    if unpacked or isinstance(last.value, cst.Call):
        return last.value
    kind = "list" if isinstance(whole, cst.List) else "dict"
    return cst.Call(cst.Name(kind), [cst.Arg(last.value)])


def _said(lost: cst.CSTNode) -> str:
    """Return what is lost: the key of an entry, else the thing itself."""
    return one_line(lost.key) if isinstance(lost, cst.DictElement) else one_line(lost).strip("*, ")


OPERATOR = Operator(
    name="part-dropped",
    rule=conditions.VALUE_NOT_PASSED_ON,
    severity=Severity.BLOCKER,
    sites=sites,
    explanation="{function} leaves {lost} out of what it puts together: whoever gets it does without. Put {lost} into "
    "it again.",
    paraphrases=(
        "{lost} is missing in what {function} puts together, so whoever gets it does without.",
        "{lost} left out, add it",
        "Where is {lost}? It is not included any more, and the result is incomplete.",
        "{function} forgets {lost}: the receiver never sees it.",
        "The whole is incomplete: {lost} was dropped and nobody gets it.",
        "Please include {lost} again, without {lost} this is wrong.",
    ),
    near_misses=("Copy {lost} before using it.", "Give the list a name."),
    cases=(
        Case(
            before="def turns(shown, fresh):\n    return [*shown, *fresh]\n",
            after="def turns(shown, fresh):\n    return list(fresh)\n",
            others=("def turns(shown, fresh):\n    return list(shown)\n",),
        ),
        Case(
            before="def ask(rules, text):\n    return [SystemMessage(rules), UserMessage(text)]\n",
            after="def ask(rules, text):\n    return [UserMessage(text)]\n",
        ),
        Case(before="def both(a, b):\n    return [a, b]\n"),
    ),
)
