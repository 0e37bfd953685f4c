"""GitHub's reviews: as they are posted, and as ``gh api`` prints reviews and review comments."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from checker.model.review import Review, ReviewComment
from checker.review.formats.documents import (
    Document,
    lines,
    listed,
    load,
    only_author,
    record,
    within,
)
from checker.review.formats.trailer import attach, detach
from checker.review.reading import SCHEMA

EVENTS = {"APPROVED": "APPROVE", "CHANGES_REQUESTED": "REQUEST_CHANGES", "COMMENTED": "COMMENT"}


def read(text: str, author: str) -> Document:
    """Return the review in a file: one to post, a list of comments, or both kinds of lists.

    Raises:
        InvalidReviewError: It is not JSON, has other types, or several authors.
    """
    document = load(text, "GitHub")
    if isinstance(document, dict):
        return _posted(document)
    pages = listed(document, "the GitHub file")
    entries = [e for page in pages for e in (page if isinstance(page, list) else [page])]
    items = [record(entry, f"entry {number}") for number, entry in enumerate(entries, 1)]
    who = only_author([_author(i) for i in items if not i.get("in_reply_to_id")], author)
    mine = [item for item in items if _author(item) == who and not item.get("in_reply_to_id")]
    comments = [item for item in mine if "path" in item]
    reviews = [item for item in mine if "path" not in item and item.get("state") in EVENTS]
    verdict = reviews[-1] if reviews else {}
    return {
        "schema": SCHEMA,
        "event": EVENTS.get(str(verdict.get("state"))),
        "body": verdict.get("body"),
        "comments": [_fetched(item) for item in comments],
    }


def dump(review: Review) -> str:
    """Return the review as GitHub's API takes it; our own fields are hidden in the bodies."""
    fields: dict[str, Any] = {"body": review.body, "comments": [*map(_to_post, review.comments)]}
    if review.event:
        fields["event"] = review.event
    if review.commit_id:
        fields["commit_id"] = review.commit_id
    return json.dumps(fields, indent=2, ensure_ascii=False) + "\n"


def _author(item: Mapping[str, Any]) -> str:
    return str(within(item, "an entry", "user", "login") or "")


def _posted(document: Mapping[str, Any]) -> Document:
    comments = listed(document.get("comments"), "comments")
    return {
        "schema": SCHEMA,
        "event": EVENTS.get(str(document.get("state")), document.get("event")),
        "body": document.get("body"),
        "commit_id": document.get("commit_id"),
        "comments": [
            _comment(record(c, f"comment {n}"), "line", "start_line")
            for n, c in enumerate(comments, 1)
        ],
    }


def _fetched(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return a comment with the line and the commit on which it was written."""
    fields = _comment(item, "original_line", "original_start_line")
    fields["commit_id"] = item.get("original_commit_id") or item.get("commit_id")
    fields.setdefault("id", f"gh-{item.get('id')}")
    return fields | {"created_at": fields.get("created_at") or item.get("created_at")}


def _comment(item: Mapping[str, Any], line: str, start: str) -> dict[str, Any]:
    whole = item.get("subject_type") == "file"
    last = item.get(line) if item.get(line) is not None else item.get("line")
    place = lines(None, None) if whole else lines(item.get(start), last)
    return {
        "path": item.get("path"),
        "side": item.get("side"),
        **place,
        **detach(item.get("body")),
    }


def _to_post(comment: ReviewComment) -> dict[str, Any]:
    fields: dict[str, Any] = {"path": str(comment.path), "body": attach(comment)}
    if comment.lines is None:
        return fields | {"subject_type": "file"}
    fields |= {"line": comment.lines.last, "side": comment.side}
    if len(comment.lines) > 1:
        fields |= {"start_line": comment.lines.first, "start_side": comment.side}
    return fields
