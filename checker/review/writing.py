"""Write a review file."""

from __future__ import annotations

import json
from dataclasses import asdict

from checker.model.review import Review, ReviewComment
from checker.model.times import as_text
from checker.review.reading import SCHEMA


def dump(review: Review) -> str:
    """Return the text of the review file; the same review always gives the same text."""
    fields = {
        "schema": SCHEMA,
        "event": review.event,
        "body": review.body,
        "commit_id": review.commit_id,
        "comments": [_comment(comment, review.commit_id) for comment in review.comments],
    }
    if review.hints:
        fields["hints"] = [asdict(each) for each in review.hints]
    return json.dumps(fields, indent=2, ensure_ascii=False) + "\n"


def _comment(comment: ReviewComment, taken_at: str) -> dict[str, str | int]:
    fields: dict[str, str | int] = {"id": comment.id, "path": str(comment.path)}
    if comment.lines is None:
        fields |= {"side": comment.side, "subject_type": "file"}
    else:
        fields["line"] = comment.lines.last
        if len(comment.lines) > 1:
            fields |= {"start_line": comment.lines.first, "start_side": comment.side}
        fields |= {"side": comment.side, "subject_type": "line"}
    if comment.severity is not None:
        fields["severity"] = comment.severity
    if comment.kind:
        fields["kind"] = comment.kind
    fields["body"] = comment.body
    if comment.created_at:
        fields["created_at"] = as_text(comment.created_at)
    if comment.commit_id and comment.commit_id != taken_at:
        fields["commit_id"] = comment.commit_id
    return fields
