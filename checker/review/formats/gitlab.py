"""GitLab's discussions of a merge request, as its API prints them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.review.formats.documents import (
    Document,
    lines,
    listed,
    load,
    only_author,
    record,
    within,
)
from checker.review.formats.trailer import detach
from checker.review.reading import SCHEMA


def read(text: str, author: str) -> Document:
    """Return the review of one person: the first note of each discussion.

    Raises:
        InvalidReviewError: It is not JSON, has other types, or several authors.
    """
    discussions = listed(load(text, "GitLab"), "the GitLab file")
    notes = [_first(entry, number) for number, entry in enumerate(discussions, 1)]
    placed = [note for note in notes if note.get("position") and not note.get("system")]
    who = only_author([_author(note) for note in placed], author)
    return {
        "schema": SCHEMA,
        "comments": [_comment(note) for note in placed if _author(note) == who],
    }


def _first(entry: object, number: int) -> Mapping[str, Any]:
    where = f"discussion {number}"
    notes = listed(record(entry, where).get("notes"), f"{where}: notes")
    return record(notes[0], f"{where}: the first note") if notes else {}


def _author(note: Mapping[str, Any]) -> str:
    return str(within(note, "a note", "author", "username") or "")


def _comment(note: Mapping[str, Any]) -> dict[str, Any]:
    where = f"note {note.get('id')}"
    position = record(note.get("position"), f"{where}: position")
    left = position.get("new_line") is None and position.get("old_line") is not None
    line = "old_line" if left else "new_line"
    first = within(position, where, "line_range", "start", line)
    last = position.get(line)
    fields = {
        "id": f"gl-{note.get('id')}",
        "path": position.get("old_path" if left else "new_path"),
        "side": "LEFT" if left else "RIGHT",
        "created_at": note.get("created_at"),
        "commit_id": position.get("head_sha"),
        **lines(first if last is not None else None, last),
    }
    return fields | detach(note.get("body"))
