"""Writes that belong together are in two transactions."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    code,
)
from checker.rules import resources
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``with self._connect() as connection`` around two statements that write."""
    for block in source.each(cst.With):
        body = list(block.body.body) if isinstance(block.body, cst.IndentedBlock) else []
        writes = [
            s
            for s in body
            if ".execute" in code(s) and any(w in code(s) for w in ("INSERT", "UPDATE", "DELETE"))
        ]
        if (
            block.asynchronous is None
            and isinstance(block.items[0].item, cst.Call)
            and len(writes) > 1
        ):
            cut = body.index(writes[-1])
            first = block.with_changes(body=cst.IndentedBlock(body[:cut]))
            second = block.with_changes(body=cst.IndentedBlock(body[cut:]), leading_lines=())
            yield Mutation(swaps={block: cst.FlattenSentinel([first, second])})


OPERATOR = Operator(
    name="transaction-split",
    rule=resources.SPLIT_TRANSACTION,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="{function} writes in two transactions: when the second fails the first stays, and the data "
    "contradict each other. Write both in one.",
    paraphrases=(
        "These writes are in two transactions: if the second fails the first stays and data is inconsistent. Use one transaction.",
        "split transaction",
        "Shouldn't both be in the same transaction? A crash in between leaves half of it.",
        "{function} is not atomic any more, the second transaction may fail on its own.",
        "The two statements use separate transactions, so partial data is possible.",
        "Please do both writes in one transaction, otherwise the first is not rolled back.",
    ),
    cases=(
        Case(
            before="def save(self):\n    with self.connect() as c:\n        c.execute('INSERT INTO a')\n        c.execute('UPDATE b')\n",
            after="def save(self):\n    with self.connect() as c:\n        c.execute('INSERT INTO a')\n    with self.connect() as c:\n        c.execute('UPDATE b')\n",
        ),
        Case(
            before="def save(self):\n    with self.connect() as c:\n        c.execute('INSERT INTO a')\n"
        ),
    ),
)
