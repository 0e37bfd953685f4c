"""Code Climate's issues, which GitLab calls a code quality report."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model.review import LeftOut
from checker.review.formats.documents import lines, record, within
from checker.review.formats.json_values import flat, load
from checker.review.formats.rules import named
from checker.review.formats.source import Entry, Found, Source, each


def read(source: Source) -> Found:
    """Return the issues of a report, which name no author.

    Raises:
        InvalidReviewError: It is not JSON, or has too many issues.
    """
    return each(flat(load(source.text, "Code Climate")), "issue", _entry)


def _entry(value: object, where: str) -> Iterator[Entry | LeftOut]:
    item = record(value, where)
    place = within(item, where, "location", "lines") or {}
    if isinstance(positions := within(item, where, "location", "positions"), dict):
        place = {
            "begin": within(positions, where, "begin", "line"),
            "end": within(positions, where, "end", "line"),
        }
    yield Entry(
        where=where,
        fields={
            "path": within(item, where, "location", "path"),
            "severity": item.get("severity"),
            "body": item.get("description"),
            "kind": named(item.get("check_name")),
            **lines(within(place, where, "begin"), within(place, where, "end")),
        },
    )
