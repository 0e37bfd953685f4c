"""Gitea's and Forgejo's review comments, whose positions are lines, and reviews to be posted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from checker.model.review import LeftOut
from checker.review.formats.documents import lines, listed, record, word
from checker.review.formats.json_values import flat, load
from checker.review.formats.source import Entry, Found, Source, each
from checker.review.formats.trailer import detach


def read(source: Source) -> Found:
    """Return the comments and reviews of a file.

    Raises:
        InvalidReviewError: It is not JSON, or has too many entries.
    """
    return each(flat(load(source.text, "Gitea")), "entry", _entry)


def _entry(value: object, where: str) -> Iterator[Entry | LeftOut]:
    item = record(value, where)
    if "path" in item:
        yield from _comment(item, where)
        return
    yield Entry(
        where=where,
        fields={"body": item.get("body")},
        author=word(item, "user", "login"),
        event=item.get("event") or item.get("state"),
    )
    yield from each(listed(item.get("comments"), "comments"), "comment", _comment)


def _comment(value: object, where: str) -> Iterator[Entry | LeftOut]:
    item = record(value, where)
    new = item.get("position") or item.get("new_position")
    old = item.get("original_position") or item.get("old_position")
    number, hunk = word(item, "id"), item.get("diff_hunk")
    yield Entry(
        where=where,
        fields={
            "id": f"gitea-{number}" if number else None,
            "path": item.get("path"),
            "side": "LEFT" if old and not new else "RIGHT",
            "created_at": item.get("created_at"),
            "commit_id": item.get("original_commit_id") or item.get("commit_id"),
            **_place(item, new or old),
            **detach(item.get("body")),
        },
        author=word(item, "user", "login"),
        hunk=hunk if isinstance(hunk, str) else "",
    )


def _place(item: Mapping[str, Any], line: object) -> dict[str, Any]:
    more = item.get("extra_lines_count")
    last = line + more if type(line) is int and type(more) is int and more > 0 else line
    return lines(line, last)
