"""SARIF 2.1.0, as linters and code scanners write it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from checker.model.review import LeftOut, Review, ReviewComment
from checker.review.formats import rules, sarif_rules
from checker.review.formats.documents import lines, listed, record, within, word
from checker.review.formats.json_values import flat, load
from checker.review.formats.paths import resolve
from checker.review.formats.sarif_places import region_lines, replacements, uri
from checker.review.formats.source import Entry, Found, Origin, Source, each
from checker.review.formats.suggestions import block
from checker.review.formats.trailer import kept
from checker.rules.rule import Severity

LEVELS = {
    Severity.BLOCKER: "error",
    Severity.MAJOR: "error",
    Severity.MINOR: "warning",
    Severity.NIT: "note",
}
SEVERITIES = {"error": "major", "warning": "minor", "note": "nit"}
SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
TOOL = "messypr"
NO_FAULT = ("pass", "notApplicable", "informational")


def read(source: Source) -> Found:
    """Return the results of all runs, which name no author.

    Raises:
        InvalidReviewError: It is not JSON, or has too many results.
    """
    found: list[Entry | LeftOut] = []
    for value in flat(load(source.text, "SARIF")):
        document = record(value, "the SARIF file")
        for number, run in enumerate(listed(document.get("runs"), "runs"), 1):
            found += _run(record(run, f"run {number}"), source.origin)
    return found


def dump(review: Review) -> str:
    """Return the review as one run; fields that SARIF lacks are in its property bags."""
    own = {"event": review.event, "body": review.body, "commit_id": review.commit_id}
    kinds = sorted({comment.kind for comment in review.comments if comment.kind})
    run = {
        "tool": {"driver": {"name": TOOL, "rules": [*map(rules.descriptor, kinds)]}},
        "results": [_result(comment, kinds) for comment in review.comments],
        "properties": {name: value for name, value in own.items() if value},
    }
    document = {"$schema": SARIF, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _run(run: Mapping[str, Any], origin: Origin) -> Iterator[Entry | LeftOut]:
    own = run.get("properties")
    ours = word(run, "tool", "driver", "name") == TOOL  # bags of other tools mean other things
    if ours and isinstance(own, dict):
        yield Entry(where="the review", fields=own, event=own.get("event"))
    results = listed(run.get("results"), "results")
    yield from each(results, "result", partial(_entry, run=run, ours=ours, origin=origin))


def _entry(
    value: object, where: str, *, run: Mapping[str, Any], ours: bool, origin: Origin
) -> Iterator[Entry | LeftOut]:
    item = record(value, where)
    suppressions = [one for one in listed(item.get("suppressions"), where) if isinstance(one, dict)]
    if any(one.get("status", "accepted") == "accepted" for one in suppressions):
        yield LeftOut(where=where, reason="it is suppressed")
    elif item.get("kind") in NO_FAULT:
        yield LeftOut(where=where, reason=f"it reports no fault, it is of kind {item['kind']}")
    elif item.get("baselineState") == "absent":
        yield LeftOut(where=where, reason="it is no longer there")
    else:
        yield _comment(item, where, run, origin, ours=ours)


def _comment(
    item: Mapping[str, Any], where: str, run: Mapping[str, Any], origin: Origin, *, ours: bool
) -> Entry:
    places = listed(item.get("locations"), f"{where}: locations")
    place = within(places[0], where, "physicalLocation") if places else None
    path = resolve(uri(place, run), origin, where)
    first, last = region_lines(within(place, where, "region"), path, origin)
    rule = sarif_rules.find(item, run)
    text = sarif_rules.message(item.get("message"), rule, where)
    shown = (first, last) if isinstance(first, int) and isinstance(last, int) else None
    fixes = [block(fix, origin.head, path, shown) for fix in replacements(item, path, run, origin)]
    name = item.get("ruleId") or word(item, "rule", "id") or word(rule, "id")
    level = item.get("level") or sarif_rules.level(rule)
    fields = {
        "path": path,
        "severity": SEVERITIES.get(str(level)),
        "body": "\n\n".join([text, *fixes]) if isinstance(text, str) else text,
        "kind": name if ours else rules.named(name) or rules.named(word(rule, "name")),
        **lines(first, last),
    }
    own = item.get("properties")
    if not ours or not isinstance(own, dict):
        return Entry(where=where, fields=fields)
    kept_ = {name: own.get(name) for name in ("id", "severity", "created_at", "side")}
    return Entry(where=where, fields={**fields, **kept_}, ours=True)


def _result(comment: ReviewComment, kinds: Sequence[str]) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": str(comment.path)}}
    if comment.lines is not None:
        place["region"] = {"startLine": comment.lines.first, "endLine": comment.lines.last}
    rule = {"ruleId": comment.kind, "ruleIndex": kinds.index(comment.kind)} if comment.kind else {}
    return rule | {
        "message": {"text": comment.body},
        "level": LEVELS[comment.severity] if comment.severity else "none",
        "locations": [{"physicalLocation": place}],
        "properties": {**kept(replace(comment, kind="")), "side": comment.side},
    }
