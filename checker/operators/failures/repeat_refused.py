"""A repeated write fails or changes nothing."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.rules import conditions
from checker.rules.rule import Severity

REPEATABLE = (
    ("INSERT OR REPLACE INTO ", "INSERT INTO "),
    ("INSERT OR REPLACE INTO ", "INSERT OR IGNORE INTO "),
    ("CREATE TABLE IF NOT EXISTS ", "CREATE TABLE "),
    ("CREATE INDEX IF NOT EXISTS ", "CREATE INDEX "),
)


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find SQL that replaces rows, and SQL that creates a table if it does not exist."""
    for text in source.each(cst.SimpleString):
        for good, bad in REPEATABLE:
            parts = text.value.split(good)
            for at in range(1, len(parts)):
                value = good.join(parts[:at]) + bad + good.join(parts[at:])
                names = {
                    "thing": parts[at].split()[0],
                    "before": good.strip(),
                    "after": bad.strip(),
                }
                if not source.tests:
                    yield Mutation(swaps={text: text.with_changes(value=value)}, names=names)


OPERATOR = Operator(
    name="repeat-refused",
    rule=conditions.NOT_IDEMPOTENT,
    severity=Severity.BLOCKER,
    sites=sites,
    explanation="`{after} {thing}` works once: the second time it fails, or leaves {thing} as it was, though programs "
    "start again and data change. Use {before}.",
    paraphrases=(
        "{after} works only once: when {thing} already exists it fails or keeps the old row.",
        "not idempotent, use {before}",
        "What about the second time? An existing row in {thing} is not updated by {after}.",
        "The statement is not repeatable, after a restart it raises an error.",
        "It is {after} instead of {before}: a later write is refused or silently lost.",
        "Please use {before} here, on a second run {thing} already exists.",
    ),
    near_misses=("{thing} needs an index.", "Name the columns of {thing}."),
    cases=(
        Case(
            before="def keep(db, row):\n    db.execute('INSERT OR REPLACE INTO rows VALUES (?)', (row,))\n",
            after="def keep(db, row):\n    db.execute('INSERT INTO rows VALUES (?)', (row,))\n",
            others=(
                "def keep(db, row):\n    db.execute('INSERT OR IGNORE INTO rows VALUES (?)', (row,))\n",
            ),
        ),
        Case(
            before="SCHEMA = 'CREATE TABLE IF NOT EXISTS rows (id TEXT)'\n",
            after="SCHEMA = 'CREATE TABLE rows (id TEXT)'\n",
        ),
        Case(before="def keep(db, row):\n    db.execute('INSERT INTO rows VALUES (?)', (row,))\n"),
    ),
)
