"""difit's comments, as its command prints and takes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from checker.model.review import LeftOut
from checker.review.formats.documents import lines, listed, record, within, word
from checker.review.formats.json_values import flat, load
from checker.review.formats.source import Entry, Found, Source, each

LISTS = ("threads", "comments")


def read(source: Source) -> Found:
    """Return the first message of each thread; a thread on no file belongs to the summary.

    Raises:
        InvalidReviewError: It is not JSON, or has too many threads.
    """
    opened = (
        listed(next((one[name] for name in LISTS if one.get(name)), None), "threads")
        if isinstance(one, dict) and any(name in one for name in LISTS)
        else [one]
        for one in flat(load(source.text, "difit"))
    )
    return each((thread for held in opened for thread in held), "thread", _thread)


def _thread(value: object, where: str) -> Iterator[Entry | LeftOut]:
    thread = record(value, where)
    messages = listed(thread.get("messages"), f"{where}: messages") or [thread]
    for number, one in enumerate(messages, 1):
        message = record(one, f"{where}: a message")
        if number > 1 or message.get("type") == "reply":
            yield LeftOut(where=f"{where}, message {number}", reason="it is a reply")
            continue
        fields: dict[str, Any] = {"body": message.get("body")}
        path = thread.get("filePath") or thread.get("file")
        if path:
            fields |= {"path": path, **_place(thread, where)}
            fields["created_at"] = message.get("createdAt") or thread.get("createdAt")
        yield Entry(where=where, fields=fields, author=_author(message))


def _author(message: Mapping[str, Any]) -> str:
    name = word(message, "author")
    return "" if name == "User" else name  # whoever sits at the browser


def _place(thread: Mapping[str, Any], where: str) -> dict[str, Any]:
    position = thread.get("position")
    held = position if isinstance(position, dict) else thread
    line = held.get("line")
    if isinstance(line, dict):
        line = [within(line, where, "start"), within(line, where, "end")]
    left = (held.get("side") or thread.get("side")) == "old"
    return {"side": "LEFT" if left else "RIGHT", **lines(line, None)}
