"""reviewdog's diagnostics: one document (rdjson), or one diagnostic a line (rdjsonl)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from checker.model.review import LeftOut, Review, ReviewComment, Side
from checker.review.formats import rules
from checker.review.formats.documents import lines, listed, record, within, word
from checker.review.formats.json_values import flat, load
from checker.review.formats.paths import resolve
from checker.review.formats.source import Entry, Found, Origin, Source, each
from checker.review.formats.suggestions import Replacement, block
from checker.review.formats.trailer import kept, ours
from checker.rules.rule import Severity

LEVELS = {
    Severity.BLOCKER: "ERROR",
    Severity.MAJOR: "ERROR",
    Severity.MINOR: "WARNING",
    Severity.NIT: "INFO",
}
SEVERITIES = {"ERROR": "major", "WARNING": "minor", "INFO": "nit"}
NUMBERED = {1: "ERROR", 2: "WARNING", 3: "INFO"}  # as protobuf counts them
OURS = "messypr-review"


def read(source: Source) -> Found:
    """Return the entries of a file of diagnostics, which name no author.

    Raises:
        InvalidReviewError: It is not JSON, or has too many entries.
    """
    found: list[Entry | LeftOut] = []
    for value in flat(load(source.text, "rdjson")):
        usual, held = None, [value]
        if isinstance(value, dict) and "diagnostics" in value:
            usual, held = value.get("severity"), listed(value["diagnostics"], "diagnostics")
        found += each(held, "diagnostic", partial(_entry, usual=usual, origin=source.origin))
    return found


def dump(review: Review) -> str:
    """Return the review as rdjsonl, with its verdict as a first diagnostic without a place."""
    verdict = {"event": review.event, "body": review.body, "commit_id": review.commit_id}
    head = {
        "message": review.body or str(review.event or "a review"),
        "location": {"path": "."},
        "code": {"value": OURS},
        "original_output": json.dumps(verdict),
    }
    rows = [head, *map(_diagnostic, review.comments)]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _entry(
    value: object, where: str, *, usual: object, origin: Origin
) -> Iterator[Entry | LeftOut]:
    item = record(value, where)
    code = within(item, where, "code", "value") if isinstance(item.get("code"), dict) else None
    if code == OURS:
        yield _verdict(item.get("original_output"))
    elif not within(item, where, "location", "path"):
        yield LeftOut(where=where, reason="it names no file")
    else:
        yield _comment(item, where, usual, origin, code)


def _verdict(text: object) -> Entry:
    try:
        fields = json.loads(text) if isinstance(text, str) else {}
    except (ValueError, RecursionError):
        fields = {}
    fields = fields if isinstance(fields, dict) else {}
    return Entry(where="the review", fields=fields, event=fields.get("event"))


def _comment(
    item: Mapping[str, Any], where: str, usual: object, origin: Origin, code: object
) -> Entry:
    start = within(item, where, "location", "range", "start", "line")
    end = within(item, where, "location", "range", "end", "line")
    path = resolve(within(item, where, "location", "path"), origin, where)
    place = lines(start, end)
    own = ours(item.get("original_output"))
    fixes = _fixes(item, where, place, (path, origin))
    message = item.get("message")
    fields = {
        "path": path,
        "severity": _severity(item.get("severity"), usual),
        "body": "\n\n".join([message, *fixes]) if isinstance(message, str) else message,
        "kind": rules.named(code),
        **place,
    }
    left = code == Side.LEFT or (bool(own) and _side(item) == Side.LEFT)
    side = {"side": "LEFT"} if left else {}
    merged = (fields | {"severity": own.get("severity")} if own else fields) | own | side
    return Entry(where=where, fields=merged, ours=bool(own))


def _side(item: Mapping[str, Any]) -> str:
    """Return the side in what a diagnostic of ours keeps."""
    try:
        return word(json.loads(str(item.get("original_output"))), "side")
    except (ValueError, RecursionError):
        return ""


def _severity(given: object, usual: object) -> object:
    for value in (given, usual):
        word = NUMBERED.get(value, "") if isinstance(value, int) else str(value or "").upper()
        if word in SEVERITIES:
            return SEVERITIES[word]
    return None


def _fixes(
    item: Mapping[str, Any], where: str, place: Mapping[str, Any], at: tuple[object, Origin]
) -> list[str]:
    path, origin = at
    last = place.get("line")
    shown = (place.get("start_line", last), last) if isinstance(last, int) else None
    blocks = []
    for one in listed(item.get("suggestions"), f"{where}: suggestions"):
        text = within(one, where, "text")
        fix = _replacement(one, text, shown) if isinstance(text, str) else None
        if fix is not None and (text or fix.first_column):
            blocks.append(block(fix, origin.head, path, shown))
    return blocks


def _replacement(one: object, text: str, shown: tuple[int, int] | None) -> Replacement | None:
    first = within(one, "a suggestion", "range", "start", "line")
    last = within(one, "a suggestion", "range", "end", "line")
    if not isinstance(first, int):
        if shown is None:
            return None
        return Replacement(first=shown[0], last=shown[1], text=text)
    columns = (
        within(one, "a suggestion", "range", "start", "column"),
        within(one, "a suggestion", "range", "end", "column"),
    )
    whole = not all(isinstance(column, int) for column in columns)
    return Replacement(
        first=first,
        last=last if isinstance(last, int) else first,
        text=text,
        first_column=None if whole else columns[0],
        last_column=None if whole else columns[1],
    )


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
    if comment.kind:
        rule = rules.rule_of(comment)
        link = {"url": rule.link} if rule and rule.link else {}
        row["code"] = {"value": comment.kind, **link}
    own = kept(replace(comment, kind="")) | (
        {"side": str(comment.side)} if comment.side is Side.LEFT else {}
    )
    return row | {"original_output": json.dumps(own)}
