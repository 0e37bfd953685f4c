"""SARIF 2.1.0, as linters and code scanners write it."""

from __future__ import annotations

import json
from typing import Any

from checker.model.review import Review, ReviewComment
from checker.review.formats.documents import Document, lines, listed, load, record, within
from checker.review.formats.trailer import kept
from checker.review.reading import SCHEMA
from checker.rules.rule import Severity

LEVELS = {
    Severity.BLOCKER: "error",
    Severity.MAJOR: "error",
    Severity.MINOR: "warning",
    Severity.NIT: "note",
}
SEVERITIES = {"error": "major", "warning": "minor", "note": "nit"}
SARIF = "https://json.schemastore.org/sarif-2.1.0.json"


def read(text: str, author: str) -> Document:
    """Return the review with the results of all runs, which name no author.

    Raises:
        InvalidReviewError: It is not JSON, or has other types.
    """
    del author
    document = record(load(text, "SARIF"), "the SARIF file")
    runs = [
        record(run, f"run {n}") for n, run in enumerate(listed(document.get("runs"), "runs"), 1)
    ]
    results = [each for run in runs for each in listed(run.get("results"), "results")]
    bags = [run["properties"] for run in runs if "properties" in run]
    own = record(bags[0] if bags else {}, "the properties of a run")
    return {
        "schema": SCHEMA,
        **{name: own.get(name) for name in ("event", "body", "commit_id")},
        "comments": [_comment(each, f"result {number}") for number, each in enumerate(results, 1)],
    }


def dump(review: Review) -> str:
    """Return the review as one run; fields that SARIF lacks are in its property bags."""
    own = {"event": review.event, "body": review.body, "commit_id": review.commit_id}
    run = {
        "tool": {"driver": {"name": "messypr"}},
        "results": [*map(_result, review.comments)],
        "properties": {name: value for name, value in own.items() if value},
    }
    document = {"$schema": SARIF, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _comment(entry: object, where: str) -> dict[str, Any]:
    item = record(entry, where)
    places = listed(item.get("locations"), f"{where}: locations")
    place = within(places[0], where, "physicalLocation") if places else None
    own = record(item.get("properties") or {}, f"{where}: properties")
    ours = {name: own.get(name) for name in ("id", "severity", "created_at", "side")}
    severity = None if own.get("id") else SEVERITIES.get(str(item.get("level", "warning")))
    return {
        **ours,
        "severity": own.get("severity") or severity,
        "path": within(place, where, "artifactLocation", "uri"),
        "body": within(item, where, "message", "text"),
        **lines(
            within(place, where, "region", "startLine"), within(place, where, "region", "endLine")
        ),
    }


def _result(comment: ReviewComment) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": str(comment.path)}}
    if comment.lines is not None:
        place["region"] = {"startLine": comment.lines.first, "endLine": comment.lines.last}
    return {
        "message": {"text": comment.body},
        "level": LEVELS[comment.severity] if comment.severity else "none",
        "locations": [{"physicalLocation": place}],
        "properties": {**kept(comment), "side": comment.side},
    }
