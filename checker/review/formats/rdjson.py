"""reviewdog's diagnostics: one document (rdjson), or one diagnostic a line (rdjsonl)."""

from __future__ import annotations

import json
from typing import Any

from checker.model.review import Review, ReviewComment, Side
from checker.review.formats.documents import Document, lines, listed, load, record, within
from checker.review.formats.trailer import kept, ours
from checker.review.reading import SCHEMA
from checker.rules.rule import Severity

LEVELS = {
    Severity.BLOCKER: "ERROR",
    Severity.MAJOR: "ERROR",
    Severity.MINOR: "WARNING",
    Severity.NIT: "INFO",
}
SEVERITIES = {"ERROR": "major", "WARNING": "minor", "INFO": "nit"}


def read(text: str, author: str) -> Document:
    """Return the review in a file of diagnostics, which name no author.

    Raises:
        InvalidReviewError: It is not JSON, or has other types.
    """
    del author
    document = load(text, "rdjson") if _whole(text) else None
    if document is None:
        found = [load(line, "rdjsonl") for line in text.splitlines() if line.strip()]
    else:
        found = listed(record(document, "the rdjson file").get("diagnostics"), "diagnostics")
    head = within(found[0], "diagnostic 1", "code", "value") if found else None
    review = {"schema": SCHEMA}
    if head == "messypr-review":
        first = record(found.pop(0), "diagnostic 1")
        review |= _verdict(first.get("original_output"))
    comments = [_comment(each, f"diagnostic {number}") for number, each in enumerate(found, 1)]
    return {**review, "comments": comments}


def dump(review: Review) -> str:
    """Return the review as rdjsonl, with its verdict as a first diagnostic without a place."""
    verdict = {"event": review.event, "body": review.body, "commit_id": review.commit_id}
    head = {
        "message": review.body or str(review.event or "a review"),
        "location": {"path": "."},
        "code": {"value": "messypr-review"},
        "original_output": json.dumps(verdict),
    }
    rows = [head, *map(_diagnostic, review.comments)]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _whole(text: str) -> bool:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(document, dict) and "diagnostics" in document


def _verdict(text: object) -> dict[str, Any]:
    fields = record(load(text, "rdjsonl") if isinstance(text, str) else None, "diagnostic 1")
    return {name: fields.get(name) for name in ("event", "body", "commit_id")}


def _comment(entry: object, where: str) -> dict[str, Any]:
    item = record(entry, where)
    start = within(item, where, "location", "range", "start", "line")
    end = within(item, where, "location", "range", "end", "line")
    suggestions = [
        within(each, where, "text") for each in listed(item.get("suggestions"), f"{where}: it")
    ]
    blocks = "".join(f"\n\n```suggestion\n{text}\n```" for text in suggestions if text)
    message = item.get("message")
    fields = {
        "path": within(item, where, "location", "path"),
        "severity": SEVERITIES.get(str(item.get("severity"))),
        "body": f"{message}{blocks}" if isinstance(message, str) else message,
        **lines(start, end),
    }
    own = ours(item.get("original_output"))
    side = {"side": "LEFT"} if within(item, where, "code", "value") == Side.LEFT else {}
    return (fields | {"severity": own.get("severity")} if own else fields) | own | side


def _diagnostic(comment: ReviewComment) -> dict[str, Any]:
    location: dict[str, Any] = {"path": str(comment.path)}
    if comment.lines is not None:
        location["range"] = {
            "start": {"line": comment.lines.first},
            "end": {"line": comment.lines.last},
        }
    row: dict[str, Any] = {"message": comment.body, "location": location}
    if comment.severity:
        row["severity"] = LEVELS[comment.severity]
    if comment.side is Side.LEFT:
        row["code"] = {"value": Side.LEFT}
    return row | {"original_output": json.dumps(kept(comment))}
