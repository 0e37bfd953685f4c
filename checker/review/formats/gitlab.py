"""GitLab's merge requests: discussions, notes, draft notes, and webhooks of notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from checker.model.review import LeftOut
from checker.review.formats.documents import lines, listed, record, within, word
from checker.review.formats.json_values import flat, load
from checker.review.formats.source import Entry, Found, Source, each
from checker.review.formats.trailer import detach

_SUGGESTION = re.compile(r"^(`{3,9}suggestion):-(\d{1,3})\+(\d{1,3})[ \t]*$", re.MULTILINE)


def read(source: Source) -> Found:
    """Return the entries of a file: of each discussion the first note.

    Raises:
        InvalidReviewError: It is not JSON, or has too many entries.
    """
    return each(flat(load(source.text, "GitLab")), "discussion", _discussion)


def _discussion(value: object, where: str) -> Iterator[Entry | LeftOut]:
    item = record(value, where)
    if isinstance(hooked := item.get("object_attributes"), dict):
        item = {**hooked, "author": item.get("user")}
    notes = listed(item.get("notes"), f"{where}: notes") if "notes" in item else [item]
    for number, note in enumerate(notes, 1):
        yield _note(record(note, f"{where}: a note"), f"{where}, note {number}", number)


def _note(note: Mapping[str, Any], where: str, number: int) -> Entry | LeftOut:
    if note.get("system"):
        return LeftOut(where=where, reason="GitLab itself wrote it")
    if number > 1 or (note.get("discussion_id") and note.get("in_reply_to_discussion_id")):
        return LeftOut(where=where, reason="it is a reply")
    author = word(note, "author", "username")
    body = note.get("body") if note.get("body") is not None else note.get("note")
    if not note.get("position"):
        return Entry(where=where, fields={"body": body}, author=author, bot=_bot(note))
    return Entry(
        where=where,
        fields=_fields(note, record(note["position"], f"{where}: position"), body, where),
        author=author,
        bot=_bot(note),
    )


def _bot(note: Mapping[str, Any]) -> bool:
    author = note.get("author")
    return isinstance(author, dict) and bool(author.get("bot"))


def _fields(
    note: Mapping[str, Any], position: Mapping[str, Any], body: object, where: str
) -> dict[str, Any]:
    left = position.get("new_line") is None and position.get("old_line") is not None
    line = "old_line" if left else "new_line"
    first = within(position, where, "line_range", "start", line)
    last = position.get(line)
    place = lines(first if last is not None else None, last)
    number = word(note, "id")
    body, place = _suggestion(body, place)
    return {
        "id": f"gl-{number}" if number else None,
        "path": position.get("old_path" if left else "new_path"),
        "side": "LEFT" if left else "RIGHT",
        "created_at": note.get("created_at"),
        "commit_id": position.get("head_sha") if not left else None,
        **place,
        **detach(body),
    }


def _suggestion(body: object, place: dict[str, Any]) -> tuple[object, dict[str, Any]]:
    """Return the body with its suggestion as ours is written, and the lines that it replaces."""
    found = _SUGGESTION.findall(body) if isinstance(body, str) else []
    if not isinstance(body, str) or len(found) != 1 or not isinstance(place.get("line"), int):
        return (_SUGGESTION.sub(r"\1", body) if isinstance(body, str) else body), place
    above, below = int(found[0][1]), int(found[0][2])
    last = place["line"] + below
    return _SUGGESTION.sub(r"\1", body), lines(max(place["line"] - above, 1), last)
