"""Vectors are taken in the order in which they arrive."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    called,
    one_line,
)
from checker.rules import embeddings
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``sorted(response.data, key=lambda item: item.index ...)``."""
    for call in source.each(cst.Call):
        if (
            called(call, "sorted")
            and len(call.args) == 2
            and ".index" in one_line(call.args[1].value)
        ):
            yield Mutation(
                swaps={call: call.args[0].value}, names={"data": one_line(call.args[0].value)}
            )


OPERATOR = Operator(
    name="index-ignored",
    rule=embeddings.VECTORS_MISALIGNED,
    severity=Severity.BLOCKER,
    sites=sites,
    explanation="{data} is taken in the order of arrival, but each entry says its index: a text gets the "
    "vector of another. Sort by index.",
    paraphrases=(
        "The index of the embeddings is ignored: if they come in another order a text gets the wrong vector. Sort by index.",
        "sort by index, order is not guaranteed",
        "Is the order of {data} guaranteed? Each item has an index that is ignored here.",
        "The vectors are not sorted, so they may be mixed up between texts.",
        "It relies on the response order, then the text has the vector of another.",
        "Please sort {data} by index, otherwise vectors are misaligned: the order is not guaranteed.",
    ),
    cases=(
        Case(
            before="def vectors(r):\n    ordered = sorted(r.data, key=lambda item: item.index)\n    return [i.embedding for i in ordered]\n",
            after="def vectors(r):\n    ordered = r.data\n    return [i.embedding for i in ordered]\n",
        ),
        Case(before="def vectors(r):\n    return sorted(r.data, key=lambda item: item.size)\n"),
    ),
)
