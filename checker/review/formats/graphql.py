"""What GitHub's GraphQL API and ``gh pr view --json`` print, with the names of its REST API."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

DEEPEST = 12
NAMES = {
    "startLine": "start_line",
    "originalLine": "original_line",
    "originalStartLine": "original_start_line",
    "originalPosition": "original_position",
    "diffSide": "side",
    "startDiffSide": "start_side",
    "diffHunk": "diff_hunk",
    "createdAt": "created_at",
    "author": "user",
}


def nested(item: Mapping[str, Any]) -> bool:
    """Return whether an object is one of these: a thread, a review, or what holds lists of them."""
    return (
        any(name in item for name in ("data", "reviewThreads", "reviews", "diffSide", "isResolved"))
        or isinstance(item.get("comments"), dict)
        or "submittedAt" in item
        or ("createdAt" in item and "author" in item)
    )


def items(value: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield the comments and reviews inside, each as the REST API would print it."""
    if isinstance(value, list):
        for one in value:
            yield from items(one, depth + 1)
    if not isinstance(value, dict) or depth > DEEPEST:
        return
    if _is_thread(value):
        yield from _thread(value)
    elif "state" in value and "body" in value:
        yield _renamed(value)
        yield from items(_nodes(value.get("comments")), depth + 1)
    elif "body" in value and ("author" in value or "path" in value):
        yield _renamed(value)
    else:
        for inner in value.values():
            yield from items(_nodes(inner), depth + 1)


def _is_thread(value: Mapping[str, Any]) -> bool:
    return "comments" in value and "body" not in value and "path" in value


def _thread(thread: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    place = {name: thread[name] for name in thread if name not in ("comments", "id", "isResolved")}
    notes = [note for note in _nodes(thread.get("comments")) if isinstance(note, dict)]
    for number, note in enumerate(notes):
        renamed = _renamed({**place, **{k: v for k, v in note.items() if v is not None}})
        yield renamed | ({"in_reply_to_id": "the first"} if number else {})


def _nodes(value: object) -> list[Any]:
    if isinstance(value, dict):
        if isinstance(edges := value.get("edges"), list):
            return [edge.get("node") for edge in edges if isinstance(edge, dict)]
        return value["nodes"] if isinstance(value.get("nodes"), list) else [value]
    return value if isinstance(value, list) else []


def _renamed(item: Mapping[str, Any]) -> dict[str, Any]:
    fields = {NAMES.get(name, name): value for name, value in item.items() if name != "comments"}
    fields["id"] = item.get("databaseId") or item.get("id")
    if isinstance(kind := item.get("subjectType"), str):
        fields["subject_type"] = kind.lower()
    for name, ours in (("originalCommit", "original_commit_id"), ("commit", "commit_id")):
        if isinstance(commit := item.get(name), dict):
            fields[ours] = commit.get("oid")
    if item.get("replyTo"):
        fields["in_reply_to_id"] = "another"
    return fields
