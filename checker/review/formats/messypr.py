"""messypr's own review file; one broken comment does not refuse the others."""

from __future__ import annotations

from collections.abc import Iterator

from checker.errors import InvalidReviewError
from checker.model.review import LeftOut
from checker.review.formats.documents import listed, record
from checker.review.formats.json_values import load
from checker.review.formats.source import Entry, Found, Source, each
from checker.review.reading import SCHEMA


def read(source: Source) -> Found:
    """Return the comments of a review file.

    Raises:
        InvalidReviewError: It is not JSON, or of another schema.
    """
    found: list[Entry | LeftOut] = []
    for value in load(source.text, "messypr"):
        document = record(value, "the review")
        if document.get("schema") != SCHEMA:
            raise InvalidReviewError(f"the review: schema must be {SCHEMA!r}")
        found.append(Entry(where="the review", fields=document, event=document.get("event")))
        found += each(listed(document.get("comments"), "comments"), "comment", _entry)
    return found


def _entry(value: object, where: str) -> Iterator[Entry | LeftOut]:
    fields = record(value, where)
    yield Entry(where=where, fields={"path": None, **fields}, ours=True)
