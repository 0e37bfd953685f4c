"""A plain form for an editor: a heading for each comment, its text below.

# Review: REQUEST_CHANGES
What I think of it on the whole.

## src/app.py:12-14 (major)
Nobody waits for this.
"""

from __future__ import annotations

import re
from typing import Any

from checker.errors import InvalidReviewError
from checker.model.review import Review, ReviewComment, Side
from checker.model.times import as_text
from checker.review.formats.documents import Document, lines
from checker.review.reading import SCHEMA

_TITLE = re.compile(r"#\s*Review(?::\s*(?P<event>\w*))?(?:\s+at\s+(?P<commit>\w+))?\s*")
_PLACE = re.compile(
    r"##\s*(?P<path>\S(?:[^\n]*?\S)?)(?::(?P<first>\d{1,8})(?:-(?P<last>\d{1,8}))?)?"
    r"(?P<left>\s+\[L\])?(?:\s+\((?P<severity>\w+)\))?(?:\s+\{(?P<id>[\w.:-]+)(?:\s+(?P<at>\S+))?\})?\s*"
)
_HEADING = re.compile(r"^(\\*##? )", re.MULTILINE)
_ESCAPED = re.compile(r"^\\(\\*##? )", re.MULTILINE)


def read(text: str, author: str) -> Document:
    """Return the review in a Markdown file, which names no author.

    Raises:
        InvalidReviewError: It does not begin with a heading, or a heading names no place.
    """
    del author
    parts = re.split(r"^(?=##? )", text, flags=re.MULTILINE)
    if parts[0].strip():
        raise InvalidReviewError(
            "the Markdown file must begin with '# Review' or with a heading like '## src/app.py:12'"
        )
    review: dict[str, Any] = {"schema": SCHEMA}
    comments: list[dict[str, Any]] = []
    for part in parts[1:]:
        heading, _, below = part.partition("\n")
        body = _ESCAPED.sub(r"\1", below.strip("\n"))
        title = _TITLE.fullmatch(heading)
        if title and not comments:
            review |= {"event": title["event"] or None, "commit_id": title["commit"], "body": body}
        else:
            comments.append(_comment(heading, body))
    return {**review, "comments": comments}


def dump(review: Review) -> str:
    """Return the review as a Markdown file."""
    at = f" at {review.commit_id}" if review.commit_id else ""
    title = f"# Review: {review.event or ''}".rstrip() + at
    sections = [f"{title}\n{_plain(review.body)}", *map(_section, review.comments)]
    return "\n\n".join(section.rstrip("\n") for section in sections) + "\n"


def _comment(heading: str, body: str) -> dict[str, Any]:
    found = _PLACE.fullmatch(heading)
    if not found:
        raise InvalidReviewError(f"{heading[:60]!a} must be like '## src/app.py:12-14 (major)'")
    first, last = (int(found[name]) if found[name] else None for name in ("first", "last"))
    return {
        "id": found["id"],
        "path": found["path"],
        "side": "LEFT" if found["left"] else "RIGHT",
        "severity": found["severity"],
        "created_at": found["at"],
        "body": body,
        **lines(first, last),
    }


def _section(comment: ReviewComment) -> str:
    where = str(comment.path)
    if comment.lines is not None:
        where += f":{comment.lines.first}"
        where += f"-{comment.lines.last}" if len(comment.lines) > 1 else ""
    where += " [L]" if comment.side is Side.LEFT else ""
    where += f" ({comment.severity})" if comment.severity else ""
    where += f" {{{f'{comment.id} {as_text(comment.created_at)}'.rstrip()}}}"
    return f"## {where}\n{_plain(comment.body)}"


def _plain(body: str) -> str:
    return _HEADING.sub(r"\\\1", body)
