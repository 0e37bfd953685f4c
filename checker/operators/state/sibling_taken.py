"""A similar attribute is read instead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import one_line
from checker.rules import conditions
from checker.rules.rule import Severity

NOTHING = frozenset({"", "of", "to", "is", "by", "s", "ms"})
KINDS = ({"s"}, {"ms"}, {"model", "name", "region", "id", "key", "path", "text"}, {"at"})


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``it.some_limit`` in modules that also read ``it.other_limit``."""
    called = {one_line(call.func) for call in source.each(cst.Call)}
    called |= {f"self.{method.name.value}" for method in source.each(cst.FunctionDef)}
    known: defaultdict[str, list[str]] = defaultdict(list)
    reads = [each for each in source.each(cst.Attribute) if one_line(each) not in called]
    for each in reads:
        if each.attr.value not in known[one_line(each.value)]:
            known[one_line(each.value)].append(each.attr.value)
    for each in reads:
        meant = each.attr.value
        other = _sibling(meant, [name for name in known[one_line(each.value)] if name != meant])
        if other and not _written(source, each):
            names = {"meant": meant, "taken": other, "whole": one_line(each)}
            yield Mutation(swaps={each.attr: cst.Name(other)}, names=names)


def _sibling(meant: str, others: list[str]) -> str:
    """Return the other name that shares most of its words with one, "" if none does."""
    if meant.isupper():
        return next((each for each in others if each.isupper()), "")
    shared = {each: len(_words(meant) & _words(each)) for each in others}
    like = [each for each in others if shared[each] and not _differ(meant, each)]
    return max(like, key=lambda each: shared[each], default="")


def _words(name: str) -> frozenset[str]:
    return frozenset(name.lower().split("_")) - NOTHING


def _differ(one: str, other: str) -> bool:
    """Return whether two names mean different kinds of values."""
    last, first = one.rpartition("_")[2], other.rpartition("_")[2]
    return any((last in kind) is not (first in kind) for kind in KINDS)


def _written(source: ParsedModule, node: cst.Attribute) -> bool:
    parent = next(source.above(node))
    return isinstance(parent, cst.AssignTarget | cst.AnnAssign | cst.AugAssign) or m.matches(
        parent, m.ImportFrom() | m.Attribute()
    )


OPERATOR = Operator(
    name="sibling-taken",
    rule=conditions.WRONG_VARIABLE,
    severity=Severity.BLOCKER,
    sites=sites,
    explanation="{function} takes {taken} where {meant} is meant: both have a value of the same kind, so nothing "
    "complains, and what comes out is wrong. Take {whole}.",
    paraphrases=(
        "{function} uses {taken} instead of {meant}: what comes out is a wrong value.",
        "wrong field, use {whole}",
        "Shouldn't this be {meant}? {taken} means something else.",
        "{taken} is mixed up with {meant}; both have the same type, so mypy is silent.",
        "Copy and paste? It is the wrong one, and {meant} has no effect here.",
        "Please take {meant} here, {taken} is for a different thing.",
    ),
    near_misses=("The name {taken} is not clear.", "{taken} should be documented."),
    cases=(
        Case(
            before="def bill(usage):\n    sent = usage.prompt_tokens\n    return sent, usage.completion_tokens\n",
            after="def bill(usage):\n    sent = usage.completion_tokens\n    return sent, usage.completion_tokens\n",
            others=(
                "def bill(usage):\n    sent = usage.prompt_tokens\n    return sent, usage.prompt_tokens\n",
            ),
        ),
        Case(
            before="def next_of(state):\n    if state is Status.OPEN:\n        return Status.DONE\n    return state\n",
            after="def next_of(state):\n    if state is Status.DONE:\n        return Status.DONE\n    return state\n",
            others=(
                "def next_of(state):\n    if state is Status.OPEN:\n        return Status.OPEN\n    return state\n",
            ),
        ),
        Case(before="def show(user):\n    user.first_name = user.email\n    return user.age\n"),
    ),
)
