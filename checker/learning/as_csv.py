"""The history as CSV: a line a round, or a line a defect."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO

from checker.learning.values import DEFECT, ROUND, RoundRecord
from checker.model.times import as_text

EXTRA = ("defects", "found", "fixed", "first_blocker_second")


def rounds(records: Iterable[RoundRecord]) -> str:
    """Return a line a round, oldest first, with a header."""
    rows = (
        [*_fields(each), len(each.defects), each.found, each.fixed, each.first_blocker_second]
        for each in records
    )
    return _written((*ROUND, *EXTRA), rows)


def defects(records: Iterable[RoundRecord]) -> str:
    """Return a line a defect; its first columns name the round."""
    rows = (
        [each.pack, each.seed, as_text(each.started_at), *(getattr(d, name) for name in DEFECT)]
        for each in records
        for d in each.defects
    )
    return _written(("pack", "seed", "started_at", *DEFECT), rows)


def _fields(record: RoundRecord) -> list[object]:
    times = {"started_at": as_text(record.started_at), "ended_at": as_text(record.ended_at)}
    return [times.get(name, getattr(record, name)) for name in ROUND]


def _written(header: Iterable[str], rows: Iterable[list[object]]) -> str:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()
