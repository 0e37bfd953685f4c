"""Bitbucket's comments of a pull request: those of its cloud, and activities of its server."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from checker.model.review import LeftOut
from checker.review.formats.documents import lines, record, within, word
from checker.review.formats.json_values import flat, load
from checker.review.formats.source import Entry, Found, Source, each

VERDICTS = {"APPROVED": "APPROVE", "REVIEWED": "REQUEST_CHANGES"}  # "reviewed" is "needs work"


def read(source: Source) -> Found:
    """Return the comments of a file; what is about no file belongs to the summary.

    Raises:
        InvalidReviewError: It is not JSON, or has too many comments.
    """
    values = flat(load(source.text, "Bitbucket"))
    pages = [
        one["values"] if isinstance(one, dict) and isinstance(one.get("values"), list) else [one]
        for one in values
    ]
    return each((one for page in pages for one in page), "comment", _entry)


def _entry(value: object, where: str) -> Iterator[Entry | LeftOut]:
    item = record(value, where)
    if isinstance(item.get("comment"), dict) and "commentAnchor" not in item:
        item = {**item, **item["comment"]}  # a webhook's payload, or an activity on no line
    if item.get("deleted"):
        yield LeftOut(where=where, reason="it was deleted")
    elif item.get("parent"):
        yield LeftOut(where=where, reason="it is a reply")
    elif "content" in item:
        yield _cloud(item, where)
    elif item.get("action") in VERDICTS:
        author = word(item, "user", "name")
        yield Entry(where=where, fields={}, author=author, event=VERDICTS[item["action"]])
    elif item.get("action") in (None, "COMMENTED"):
        yield _server(item, where)
    else:
        yield LeftOut(where=where, reason="it is no comment")


def _cloud(item: Mapping[str, Any], where: str) -> Entry:
    user = item.get("user")
    author = word(user, "nickname") or word(user, "display_name")
    fields: dict[str, Any] = {"body": within(item, where, "content", "raw")}
    inline = within(item, where, "inline")
    if isinstance(inline, dict):
        left = inline.get("to") is None and inline.get("from") is not None
        last, start = ("from", "start_from") if left else ("to", "start_to")
        number = word(item, "id")
        fields |= {
            "id": f"bb-{number}" if number else None,
            "path": inline.get("path"),
            "side": "LEFT" if left else "RIGHT",
            "created_at": item.get("created_on"),
            **lines(inline.get(start), inline.get(last)),
        }
    return Entry(where=where, fields=fields, author=author)


def _server(item: Mapping[str, Any], where: str) -> Entry:
    comment = record(item.get("comment", item), where)
    anchor = item.get("commentAnchor") or comment.get("anchor")
    author = word(comment, "author", "name") or word(comment, "author", "displayName")
    fields: dict[str, Any] = {"body": comment.get("text")}
    if isinstance(anchor, dict):
        left = anchor.get("fileType") == "FROM" or anchor.get("lineType") == "REMOVED"
        number = word(comment, "id")
        first = within(anchor, where, "multilineMarker", "startLine")
        fields |= {
            "id": f"bb-{number}" if number else None,
            "path": anchor.get("path"),
            "side": "LEFT" if left else "RIGHT",
            "severity": "blocker" if comment.get("severity") == "BLOCKER" else None,
            "created_at": comment.get("createdDate"),
            "commit_id": anchor.get("toHash"),
            **lines(first, anchor.get("line")),
        }
    return Entry(where=where, fields=fields, author=author)
