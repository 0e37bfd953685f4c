"""A plain form for an editor: a heading for each comment, its text below.

# Review: REQUEST_CHANGES
What I think of it on the whole.

## src/app.py:12-14 (major, task-nobody-awaits)
Nobody waits for this.

Reviews in any other Markdown are read by ``written``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.model.review import Review, ReviewComment, Side
from checker.model.times import as_text
from checker.review.formats import written
from checker.review.formats.documents import lines
from checker.review.formats.source import Entry, Found, Source
from checker.rules.rule import Severity

_TITLE = re.compile(r"#\s*Review(?::\s*(?P<event>\w*))?(?:\s+at\s+(?P<commit>\w+))?\s*")
_PLACE = re.compile(
    r"##\s*(?P<path>\S(?:[^\n]*?\S)?)(?::(?P<first>\d{1,8})(?:-(?P<last>\d{1,8}))?)?"
    r"(?P<left>\s+\[L\])?(?:\s+\((?P<words>[\w-]+(?:, [\w-]+)?)\))?"
    r"\s+\{(?P<id>[\w.:-]+)(?:\s+(?P<at>\S+))?\}\s*"
)
_HEADING = re.compile(r"^(\\*##? )", re.MULTILINE)
_ESCAPED = re.compile(r"^\\(\\*##? )", re.MULTILINE)


def read(source: Source) -> Found:
    """Return the entries of a Markdown file, which names no author.

    Raises:
        InvalidReviewError: It has too many comments.
    """
    parts = re.split(r"^(?=##? )", source.text, flags=re.MULTILINE)
    ours = (
        len(parts) > 1
        and not parts[0].strip()
        and _TITLE.fullmatch(parts[1].partition("\n")[0])
        and all(_PLACE.fullmatch(part.partition("\n")[0]) for part in parts[2:])
    )
    return list(_exported(parts[1:])) if ours else written.read(source.text, source.origin)


def dump(review: Review) -> str:
    """Return the review as a Markdown file."""
    at = f" at {review.commit_id}" if review.commit_id else ""
    title = f"# Review: {review.event or ''}".rstrip() + at
    sections = [f"{title}\n{_plain(review.body)}", *map(_section, review.comments)]
    return "\n\n".join(section.rstrip("\n") for section in sections) + "\n"


def _exported(parts: list[str]) -> Iterator[Entry]:
    """Yield the entries of a file that ``dump`` wrote."""
    for number, part in enumerate(parts):
        heading, _, below = part.partition("\n")
        body = _ESCAPED.sub(r"\1", below.strip("\n"))
        if (title := _TITLE.fullmatch(heading)) and not number:
            fields = {"body": body, "commit_id": title["commit"]}
            yield Entry(where="the review", fields=fields, event=title["event"])
        elif found := _PLACE.fullmatch(heading):
            first, last = (int(found[name]) if found[name] else None for name in ("first", "last"))
            yield Entry(
                where=f"comment {number}",
                fields={
                    "id": found["id"],
                    "path": found["path"],
                    "side": "LEFT" if found["left"] else "RIGHT",
                    **_words(found["words"] or ""),
                    "created_at": found["at"],
                    "body": body,
                    **lines(first, last),
                },
                ours=True,
            )


def _words(said: str) -> dict[str, str]:
    """Return the severity and the kind in the parentheses of a heading."""
    words = [word for word in said.split(", ") if word]
    return {("severity" if word in {*Severity} else "kind"): word for word in words}


def _section(comment: ReviewComment) -> str:
    where = str(comment.path)
    if comment.lines is not None:
        where += f":{comment.lines.first}"
        where += f"-{comment.lines.last}" if len(comment.lines) > 1 else ""
    where += " [L]" if comment.side is Side.LEFT else ""
    words = [str(each) for each in (comment.severity, comment.kind) if each]
    where += f" ({', '.join(words)})" if words else ""
    where += f" {{{f'{comment.id} {as_text(comment.created_at)}'.rstrip()}}}"
    return f"## {where}\n{_plain(comment.body)}"


def _plain(body: str) -> str:
    return _HEADING.sub(r"\\\1", body)
