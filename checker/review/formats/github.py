"""GitHub's reviews: as they are posted, as ``gh`` and the API print them, and as webhooks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from checker.errors import InvalidReviewError
from checker.model.review import LeftOut, Review, ReviewComment
from checker.review.formats import graphql
from checker.review.formats.diff_places import at_position, numbered
from checker.review.formats.documents import lines, listed, record, word
from checker.review.formats.json_values import flat, load
from checker.review.formats.paths import resolve
from checker.review.formats.source import Entry, Found, Origin, Source, each
from checker.review.formats.trailer import attach, detach

NAMES_NO_LINE = "it has neither a line nor a position: GitHub does not know any more where it was"
PARTS = ("review", "comment", "thread")  # of a webhook's payload


def read(source: Source) -> Found:
    """Return the entries of a file in any of GitHub's shapes.

    Raises:
        InvalidReviewError: It is not JSON, or has too many entries.
    """
    values = flat(load(source.text, "GitHub"))
    return each(values, "entry", lambda value, where: _value(value, where, source.origin))


def dump(review: Review) -> str:
    """Return the review as GitHub's API takes it; our own fields are hidden in the bodies."""
    fields: dict[str, Any] = {"body": review.body, "comments": [*map(_to_post, review.comments)]}
    if review.event:
        fields["event"] = review.event
    if review.commit_id:
        fields["commit_id"] = review.commit_id
    return json.dumps(fields, indent=2, ensure_ascii=False) + "\n"


def _value(value: object, where: str, origin: Origin) -> Iterator[Entry | LeftOut]:
    item = record(value, where)
    if "path" not in item and any(isinstance(item.get(part), dict) for part in PARTS):
        yield from _webhook(item, where, origin)
    elif graphql.nested(item):
        for number, inner in enumerate(graphql.items(item), 1):
            yield from _item(inner, f"{where}, part {number}", origin)
    else:
        yield from _item(item, where, origin)


def _webhook(item: Mapping[str, Any], where: str, origin: Origin) -> Iterator[Entry | LeftOut]:
    if item.get("action") in ("deleted", "dismissed"):
        yield LeftOut(where=where, reason=f"the webhook says that it was {item['action']}")
        return
    for part in PARTS:
        if not isinstance(inner := item.get(part), dict):
            continue
        for number, one in enumerate(listed(inner.get("comments"), where) or [inner], 1):
            yield from _item(record(one, where), f"{where}, {part} {number}", origin)


def _item(item: Mapping[str, Any], where: str, origin: Origin) -> Iterator[Entry | LeftOut]:
    """Yield a fetched comment or review, or a review to post with its comments."""
    posted = "path" not in item and ("comments" in item or "event" in item)
    if item.get("in_reply_to_id"):
        yield LeftOut(where=where, reason="it is a reply")
    elif "path" in item:
        yield _comment(item, where, origin)
    elif "body" not in item and "state" not in item and not posted:
        raise InvalidReviewError(f"{where}: it is no comment and no review")
    else:
        summary = {"body": item.get("body"), "commit_id": item.get("commit_id") if posted else None}
        author, bot = _author(item)
        event = item.get("state", item.get("event"))
        pending = event in ("PENDING", "DISMISSED")
        yield Entry(
            where=where if not posted else "the review",
            fields=summary,
            author=author,
            bot=bot,
            event=None if pending else event,
        )
        comments = listed(item.get("comments") if posted else None, "comments")
        yield from each(comments, "comment", lambda c, at: [_comment(record(c, at), at, origin)])


def _author(item: Mapping[str, Any]) -> tuple[str, bool]:
    user = item.get("user") or item.get("author")
    login = word(user, "login")
    return login, word(user, "type") == "Bot" or login.endswith("[bot]")


def _comment(item: Mapping[str, Any], where: str, origin: Origin) -> Entry:
    """Return a comment with the line and the commit on which it was written."""
    author, bot = _author(item)
    hunk = item["diff_hunk"] if isinstance(item.get("diff_hunk"), str) else ""
    detached = detach(item.get("body"))
    number = word(item, "id")
    return Entry(
        where=where,
        fields={
            "id": f"gh-{number}" if number else None,
            "path": item.get("path"),
            **_place(item, where, hunk, origin),
            "created_at": item.get("created_at"),
            "commit_id": item.get("original_commit_id") or item.get("commit_id"),
            "severity": item.get("severity"),
            **detached,
        },
        author=author,
        bot=bot,
        hunk=hunk,
    )


def _place(item: Mapping[str, Any], where: str, hunk: str, origin: Origin) -> dict[str, Any]:
    side = item.get("side") or "RIGHT"
    if item.get("subject_type") == "file":
        return {"side": side, "subject_type": "file"}
    names = ("original_line", "original_start_line"), ("line", "start_line")
    for last, first in names:
        if item.get(last) is not None:
            place = lines(item.get(first), item[last])
            begins = item.get("start_side") if "start_line" in place else None
            return {"side": side, "start_side": begins, **place}
    if hunk:
        old, new = numbered(hunk)
        if (line := old if side == "LEFT" or new is None else new) is not None:
            return {"side": "LEFT" if new is None else side, "line": line}
    position = item.get("position") or item.get("original_position")
    if isinstance(position, int):
        return _from_position(item, where, position, origin)
    if "position" in item or "original_position" in item:
        raise InvalidReviewError(f"{where}: {NAMES_NO_LINE}")
    return {"side": side, "subject_type": "file"}


def _from_position(
    item: Mapping[str, Any], where: str, position: int, origin: Origin
) -> dict[str, Any]:
    path = resolve(item.get("path"), origin, where)
    names = [each for each in (*origin.head, *origin.base) if str(each) == path]
    found = at_position(position, names[0], origin) if names else None
    if found is None:
        raise InvalidReviewError(
            f"{where}: position {position} is not in the diff of {str(path)[:60]!a} as it was dealt"
        )
    return {"side": found[0].value, "line": found[1]}


def _to_post(comment: ReviewComment) -> dict[str, Any]:
    fields: dict[str, Any] = {"path": str(comment.path), "body": attach(comment)}
    if comment.lines is None:
        return fields | {"subject_type": "file"}
    fields |= {"line": comment.lines.last, "side": comment.side}
    if len(comment.lines) > 1:
        fields |= {"start_line": comment.lines.first, "start_side": comment.side}
    return fields
