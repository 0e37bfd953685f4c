"""A count is not updated: a part is not added, or not subtracted."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.mistral.usage_not_counted import USAGE
from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.state.cleanup_dropped import undone
from checker.operators.syntax import one_line, orphans, small
from checker.rules import algorithms
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``size += part`` and ``room -= part``, except where the loop would not end without it."""
    for line in source.each(cst.SimpleStatementLine):
        function, one = source.function(line), small(line)
        if source.tests or function is None or not isinstance(one, cst.AugAssign) or undone(one):
            continue
        total = one_line(one.target)
        endless = source.nearest(line, cst.While) is not None
        billed = any(word in total.lower() for word in USAGE)
        if len(source.block(line)) > 1 and not (endless or billed or orphans(function, line)):
            names = {"total": total, "part": one_line(one.value), "change": one_line(one)}
            yield Mutation(swaps={line: cst.RemoveFromParent()}, names=names)


OPERATOR = Operator(
    name="counting-dropped",
    rule=algorithms.MISSING_TERM,
    severity=Severity.BLOCKER,
    sites=sites,
    explanation="{function} never changes {total}: {part} is not reckoned in, so whoever asks {total} later gets what "
    "it was before. Put `{change}` back.",
    paraphrases=(
        "{total} is never updated, so it stays as it was and the limit has no effect.",
        "missing `{change}`, {total} stays the same",
        "Where is {part} counted? {total} always has the value from before.",
        "{function} does not update {total}: what it holds is wrong later.",
        "The part is not added to the total, so it is lost.",
        "Please put `{change}` back, {part} is not counted.",
    ),
    near_misses=("Rename {total}, it says too little.", "Use sum() here."),
    cases=(
        Case(
            before="def fit(rows, room):\n    chosen = []\n    for row in rows:\n        if row.size <= room:\n            room -= row.size\n            chosen.append(row)\n    return chosen\n",
            after="def fit(rows, room):\n    chosen = []\n    for row in rows:\n        if row.size <= room:\n            chosen.append(row)\n    return chosen\n",
        ),
        Case(
            before="def feed(self, piece):\n    self.text += piece\n    return piece\n",
            after="def feed(self, piece):\n    return piece\n",
        ),
        Case(
            before="def skip(rows, start):\n    while rows[start]:\n        start += 1\n        log(start)\n    return start\n"
        ),
    ),
)
