"""Objects of JSON that have a path and a text under any usual names, as assistants write them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from checker.model.review import LeftOut
from checker.review.formats.documents import lines, word
from checker.review.formats.json_values import load
from checker.review.formats.places import after_path
from checker.review.formats.rules import named
from checker.review.formats.source import Entry, Found, Source, each

PATHS = (
    *("path", "file", "filename", "file_path", "filePath", "filepath", "relative_path"),
    *("file_name", "fileName", "relativePath", "location"),
)
FIRST = ("start_line", "startLine", "line_start", "lineStart", "from_line", "first_line", "start")
LAST = (
    *("end_line", "endLine", "line_end", "lineEnd", "to_line", "last_line", "end"),
    *("line", "line_number", "lineNumber", "lineno", "lines", "line_range", "lineRange", "range"),
)
BODIES = (
    *("body", "comment", "text", "message", "content", "description", "note", "issue"),
    *("details", "explanation", "problem", "feedback"),
)
TITLES = ("title", "heading", "summary")
WISHES = ("suggestion", "suggested_fix", "fix", "recommendation", "remediation")
SUMMARIES = ("summary", "overview", "body", "overall", "conclusion", "general")
EVENTS = ("event", "verdict", "decision", "recommendation", "status", "state")
SEVERITIES = ("severity", "level", "priority", "importance", "impact")
KINDS = ("kind", "rule", "rule_id", "ruleId", "check_name", "code", "type")
DEEPEST = 8


def read(source: Source) -> Found:
    """Return all objects that have a path and a text, however deep they are.

    Raises:
        InvalidReviewError: It is not JSON, or has too many of them.
    """
    values = load(source.text, "JSON")
    tops = [value for value in values if isinstance(value, dict) and not _path(value)]
    summaries = [_summary(top) for top in tops]
    found = each(_objects(values, 0), "comment", _entry)
    return [*(entry for entry in summaries if entry is not None), *found, *_strangers(values)]


def _strangers(values: Iterable[object]) -> Iterator[LeftOut]:
    """Yield the objects of a list that are no comments and hold none."""
    lists = [value for value in values if isinstance(value, list)]
    for number, one in enumerate(chain.from_iterable(lists), 1):
        if isinstance(one, dict) and not fits(one):
            yield LeftOut(where=f"entry {number}", reason="it has no file and no text as such")


def fits(value: object) -> bool:
    """Return whether there is such an object in a JSON value."""
    return next(_objects(value, 0), None) is not None


def _objects(value: object, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _objects(one, depth + 1)
    elif isinstance(value, dict):
        if _path(value) and _first(value, (*BODIES, *TITLES, *WISHES)):
            yield value
        else:
            for name, one in value.items():
                yield from _objects(_with_path(name, one), depth + 1)


def _with_path(name: str, value: object) -> object:
    """Return comments that are listed below the name of their file with that name in each."""
    if not isinstance(value, list) or not after_path(name):
        return value
    return [{"path": name, **one} if isinstance(one, dict) else one for one in value]


def _path(item: Mapping[str, Any]) -> str:
    for name in PATHS:
        value = item.get(name)
        if isinstance(value, dict) and name == "location":
            value = _path(value)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""


def _first(item: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next((text for name in names if (text := word(item, name).strip())), "")


def _entry(value: object, where: str) -> Iterator[Entry | LeftOut]:
    item = value if isinstance(value, dict) else {}
    place = item["location"] if isinstance(item.get("location"), dict) else {}
    held = {**place, **item}
    path, first, last = _path(item), _of(held, FIRST), _of(held, LAST)
    if first is None and last is None and (found := after_path(path)):
        path, first, last = found
    title, body, wish = (_first(item, names) for names in (TITLES, BODIES, WISHES))
    parts = [part for part in (title, body, wish) if part]
    text = "\n\n".join(dict.fromkeys(parts))
    fields = {
        "path": path,
        "side": _side(held),
        "severity": next((item[name] for name in SEVERITIES if item.get(name)), None),
        "body": text,
        "kind": next((kind for name in KINDS if (kind := named(item.get(name)))), ""),
        **lines(first, last),
    }
    yield Entry(where=where, fields=fields)


def _of(item: Mapping[str, Any], names: tuple[str, ...]) -> object:
    for name in names:
        value = item.get(name)
        if isinstance(value, dict):
            value = [value.get("start"), value.get("end") or value.get("start")]
        if value is not None:
            return value
    return None


def _side(item: Mapping[str, Any]) -> str:
    side = word(item, "side").lower()
    return "LEFT" if side in ("left", "l", "old", "base", "before") else "RIGHT"


def _summary(item: Mapping[str, Any]) -> Entry | None:
    body = _first(item, SUMMARIES)
    event = _first(item, EVENTS)
    if not body and not event:
        return None
    return Entry(where="the review", fields={"body": body}, event=event or None)
