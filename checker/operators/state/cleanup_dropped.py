"""An entry that was registered temporarily is never removed."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule, Swap
from checker.operators.syntax import dotted, last_name, one_line, only, orphans, small, unwrapped
from checker.rules import resources
from checker.rules.rule import Severity

CLEANUP = {
    *("discard", "remove", "pop", "popitem", "clear", "forget", "unlink"),
    *("cancel", "close", "release", "rollback", "reset"),
}


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``x.discard(...)`` and the like, ``del x[...]`` and ``x -= ...``."""
    for line in source.each(cst.SimpleStatementLine):
        function, thing = source.function(line), undone(small(line))
        if source.tests or function is None or not thing or orphans(function, line):
            continue
        swaps = _without(source, line)
        if swaps:
            yield Mutation(swaps=swaps, names={"undone": thing})


def undone(one: cst.BaseSmallStatement | None) -> str:
    """Return what a statement takes out or back, "" if it does nothing of the kind."""
    if isinstance(one, cst.Del):
        return one_line(one)
    if isinstance(one, cst.AugAssign) and isinstance(one.operator, cst.SubtractAssign):
        return one_line(one.target) if isinstance(one.target, cst.Attribute | cst.Subscript) else ""
    done = one.value if isinstance(one, cst.Expr) else None
    if isinstance(done, cst.Await):
        closing = (
            isinstance(done.expression, cst.Call) and last_name(done.expression.func) == "aclose"
        )
        return dotted(done.expression) if closing else ""
    return (
        dotted(done.func) if isinstance(done, cst.Call) and last_name(done.func) in CLEANUP else ""
    )


def _without(source: ParsedModule, line: cst.SimpleStatementLine) -> dict[cst.CSTNode, Swap]:
    """Return what takes a line away, with the ``finally`` that holds nothing else."""
    if len(source.block(line)) > 1:
        return {line: cst.RemoveFromParent()}
    around = source.nearest(line, cst.Finally)
    block = source.nearest(line, cst.Try)
    if around is None or block is None or only(around.body) is not line:
        return {}
    kept = block.with_changes(finalbody=None) if block.handlers else unwrapped(block)
    return {block: kept}


OPERATOR = Operator(
    name="cleanup-dropped",
    rule=resources.ENTRY_NEVER_REMOVED,
    severity=Severity.BLOCKER,
    sites=sites,
    explanation="{function} never does `{undone}`: what was registered, held or started for the time being "
    "stays so when it is over. Clean up with {undone}.",
    paraphrases=(
        "{undone} is missing: what {function} registers is never removed and stays for ever.",
        "never cleaned up, leak",
        "Who removes this when it is over? Nothing calls {undone}, so it stays there.",
        "It is not released at the end, and the next time it is still there.",
        "{function} has no cleanup any more, entries leak and grow.",
        "Please add {undone} in a finally, it is never released.",
    ),
    near_misses=("The name {undone} could be clearer.", "{function} needs a docstring."),
    cases=(
        Case(
            before="def work(self, job):\n    self.busy.add(job)\n    try:\n        job()\n    finally:\n        self.busy.discard(job)\n",
            after="def work(self, job):\n    self.busy.add(job)\n    job()\n",
        ),
        Case(
            before="def leave(self, key):\n    self.held -= 1\n    return key\n",
            after="def leave(self, key):\n    return key\n",
        ),
        Case(before="def work(self, job):\n    left = 3\n    left -= 1\n    return job(left)\n"),
    ),
)
