"""Gerrit's comments of a change, by file, and a review to be posted with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from checker.model.review import LeftOut
from checker.review.formats.documents import lines, listed, record, within, word
from checker.review.formats.json_values import flat, load
from checker.review.formats.source import Entry, Found, Source, each

NO_FILES = {"/PATCHSET_LEVEL": "", "/COMMIT_MSG": "On the commit message: "}


def read(source: Source) -> Found:
    """Return the comments of a file; what is about no file belongs to the summary.

    Raises:
        InvalidReviewError: It is not JSON, or has too many comments.
    """
    return each(flat(load(source.text, "Gerrit")), "part", _document)


def _document(value: object, where: str) -> Iterator[Entry | LeftOut]:
    document = record(value, where)
    by_file = document.get("comments")
    if isinstance(by_file, dict):
        label = within(document, where, "labels", "Code-Review")
        vote = f"{label:+d}" if type(label) is int and label else label
        fields = {"body": document.get("message")}
        yield Entry(where="the review", fields=fields, event=vote)
        document = by_file
    for path, comments in document.items():
        held = listed(comments, f"{path[:60]!a}")
        yield from each(held, f"comment on {path[:60]!a}", partial(_comment, path=path))


def _comment(value: object, where: str, *, path: str) -> Iterator[Entry | LeftOut]:
    item = record(value, where)
    author = word(item, "author", "username") or word(item, "author", "name")
    if item.get("in_reply_to"):
        yield LeftOut(where=where, reason="it is a reply")
    elif path in NO_FILES:
        said = item.get("message")
        fields = {"body": f"{NO_FILES[path]}{said}" if isinstance(said, str) else said}
        yield Entry(where=where, fields=fields, author=author)
    else:
        yield Entry(where=where, fields=_fields(item, where, path), author=author)


def _fields(item: Mapping[str, Any], where: str, path: str) -> dict[str, Any]:
    spanned = within(item, where, "range")
    first, last = item.get("line"), None
    if isinstance(spanned, dict):
        first, last = spanned.get("start_line"), spanned.get("end_line")
        ends_before = spanned.get("end_character") == 0
        if type(first) is int and type(last) is int and last > first and ends_before:
            last -= 1
    number = word(item, "id")
    return {
        "id": f"gerrit-{number}" if number else None,
        "path": path,
        "side": "LEFT" if item.get("side") == "PARENT" else "RIGHT",
        "body": item.get("message"),
        "created_at": item.get("updated"),
        "commit_id": item.get("commit_id"),
        **lines(first, last),
    }
