"""Azure DevOps' threads of a pull request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from checker.model.review import LeftOut
from checker.review.formats.documents import lines, listed, record, within, word
from checker.review.formats.json_values import flat, load
from checker.review.formats.source import Entry, Found, Source, each


def read(source: Source) -> Found:
    """Return the first comment of each thread; a thread on no file belongs to the summary.

    Raises:
        InvalidReviewError: It is not JSON, or has too many threads.
    """
    values = flat(load(source.text, "Azure DevOps"))
    pages = [
        one["value"] if isinstance(one, dict) and isinstance(one.get("value"), list) else [one]
        for one in values
    ]
    return each((thread for page in pages for thread in page), "thread", _thread)


def _thread(value: object, where: str) -> Iterator[Entry | LeftOut]:
    thread = record(value, where)
    comments = listed(thread.get("comments"), f"{where}: comments")
    for number, one in enumerate(comments, 1):
        yield _entry(thread, record(one, f"{where}: a comment"), f"{where}, comment {number}")


def _entry(thread: Mapping[str, Any], comment: Mapping[str, Any], where: str) -> Entry | LeftOut:
    if thread.get("isDeleted") or comment.get("isDeleted"):
        return LeftOut(where=where, reason="it was deleted")
    if comment.get("commentType") in ("system", 3):
        return LeftOut(where=where, reason="Azure DevOps itself wrote it")
    if comment.get("parentCommentId"):
        return LeftOut(where=where, reason="it is a reply")
    author = word(comment, "author", "uniqueName") or word(comment, "author", "displayName")
    fields = {"body": comment.get("content")}
    context = within(thread, where, "threadContext")
    if isinstance(context, dict) and context.get("filePath"):
        fields |= _place(context, where)
        fields |= {"created_at": comment.get("publishedDate")}
        name = f"{word(thread, 'id')}.{word(comment, 'id')}"
        fields |= {"id": f"ado-{name}" if name != "." else None}
    return Entry(where=where, fields=fields, author=author)


def _place(context: Mapping[str, Any], where: str) -> dict[str, Any]:
    left = not context.get("rightFileStart") and bool(context.get("leftFileStart"))
    side = "left" if left else "right"
    first = within(context, where, f"{side}FileStart", "line")
    last = within(context, where, f"{side}FileEnd", "line")
    return {
        "path": context.get("filePath"),
        "side": "LEFT" if left else "RIGHT",
        **lines(first, last),
    }
