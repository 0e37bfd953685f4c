"""Which format a text is in, by what is in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from itertools import islice

from checker.errors import InvalidReviewError
from checker.review.formats import objects, written
from checker.review.formats.json_values import flat, load

LOOKED_AT = 200
_IN_PAGES = ("value", "values")


class Format(StrEnum):
    """The formats that a review can have."""

    MESSYPR = "messypr"
    GITHUB = "github"
    GITLAB = "gitlab"
    GERRIT = "gerrit"
    AZURE = "azure"
    BITBUCKET = "bitbucket"
    GITEA = "gitea"
    DIFIT = "difit"
    RDJSON = "rdjson"
    RDJSONL = "rdjsonl"
    SARIF = "sarif"
    CODECLIMATE = "codeclimate"
    JSON = "json"
    MARKDOWN = "markdown"


_UNMISTAKABLE = {
    "schema": Format.MESSYPR,
    "runs": Format.SARIF,
    "diagnostics": Format.RDJSON,
    "check_name": Format.CODECLIMATE,
    "threadContext": Format.AZURE,
    "pullRequestThreadContext": Format.AZURE,
    "commentAnchor": Format.BITBUCKET,
    "inline": Format.BITBUCKET,
    "notes": Format.GITLAB,
    "object_kind": Format.GITLAB,
    "noteable_type": Format.GITLAB,
    "resolve_discussion": Format.GITLAB,
    "reviewThreads": Format.GITHUB,
    "reviews": Format.GITHUB,
    "data": Format.GITHUB,
    "diffSide": Format.GITHUB,
    "node_id": Format.GITHUB,
}


def detect(text: str) -> Format:
    """Return the format that a text looks like.

    Raises:
        InvalidReviewError: It looks like none.
    """
    start = text.lstrip()
    if not start:
        raise InvalidReviewError("the file is empty")
    if start[:1] not in ("{", "[", ")") and (start.startswith("#") or written.fits(text)):
        return Format.MARKDOWN
    try:
        values = load(text, "review")
    except InvalidReviewError as error:
        if "not JSON" not in str(error):
            raise
        if start[:1] in ("{", "[") and written.fits(text):
            return Format.MARKDOWN
        why = f" ({error})" if start[:1] in ("{", "[") else ""
        raise InvalidReviewError(f"{_unknown()}{why}") from error
    found = next((form for item in _items(values) if (form := _of(item))), None)
    if found is None and objects.fits(values):
        return Format.JSON
    if found is None:
        raise InvalidReviewError(_unknown())
    return found


def _items(values: list[object]) -> Iterator[Mapping[str, object]]:
    """Yield the objects at the top, those in pages of a server included."""
    for item in islice(flat(values), LOOKED_AT):
        if not isinstance(item, dict):
            continue
        yield item
        for name in _IN_PAGES:
            inner = item.get(name)
            yield from (
                (one for one in inner if isinstance(one, dict)) if isinstance(inner, list) else ()
            )


def _of(item: Mapping[str, object]) -> Format | None:
    for mark, form in _UNMISTAKABLE.items():
        if mark in item:
            return form
    for fits, form in _SHAPES:
        if fits(item):
            return form
    return None


def _gitlab(item: Mapping[str, object]) -> bool:
    position = item.get("position")
    return isinstance(position, dict) and ("new_path" in position or "head_sha" in position)


def _difit(item: Mapping[str, object]) -> bool:
    threads = item.get("threads") or item.get("comments")
    inner = threads[0] if isinstance(threads, list) and threads else item
    return isinstance(inner, dict) and (
        ("filePath" in inner and ("position" in inner or "messages" in inner))
        or ("file" in inner and "messages" in inner)
    )


def _gitea(item: Mapping[str, object]) -> bool:
    comments = item.get("comments")
    inner = comments[0] if isinstance(comments, list) and comments else item
    if not isinstance(inner, dict):
        return False
    posted = "new_position" in inner or "old_position" in inner
    return posted or ("resolver" in inner and "pull_request_review_id" in inner)


def _bitbucket(item: Mapping[str, object]) -> bool:
    content = item.get("content")
    activity = item.get("action") == "COMMENTED" and "comment" in item
    anchored = "text" in item and isinstance(item.get("anchor"), dict)
    return activity or anchored or (isinstance(content, dict) and "raw" in content)


def _gerrit(item: Mapping[str, object]) -> bool:
    comments = item.get("comments")
    by_file = comments if isinstance(comments, dict) else item
    lists = [value for value in by_file.values() if isinstance(value, list)]
    if "nodes" in by_file or not lists or len(lists) != len(by_file):
        return False
    return all(isinstance(one, dict) and "message" in one for held in lists for one in held)


def _github(item: Mapping[str, object]) -> bool:
    if any(name in item for name in ("diff_hunk", "original_commit_id", "in_reply_to_id")):
        return True
    if "user" in item and ("path" in item or "state" in item or "body" in item):
        return True
    if "action" in item and any(name in item for name in ("review", "comment", "thread")):
        return True
    nested = item.get("comments")
    if (isinstance(nested, dict) and {"nodes", "edges"} & set(nested)) or "isResolved" in item:
        return True
    if "author" in item and "body" in item and ("state" in item or "createdAt" in item):
        return True
    comments = item.get("comments")
    return _posted(item, comments if isinstance(comments, list) else None)


def _posted(item: Mapping[str, object], comments: list[object] | None) -> bool:
    first = comments[0] if comments else {}
    ours = isinstance(first, dict) and ("path" in first or not first)
    return ours and (bool(comments) or "event" in item or "state" in item)


def _rdjsonl(item: Mapping[str, object]) -> bool:
    location = item.get("location")
    return "message" in item and isinstance(location, dict) and "path" in location


_SHAPES = (
    (_gitlab, Format.GITLAB),
    (_gitea, Format.GITEA),
    (_difit, Format.DIFIT),
    (_bitbucket, Format.BITBUCKET),
    (_rdjsonl, Format.RDJSONL),
    (_github, Format.GITHUB),
    (_gerrit, Format.GERRIT),
)


def _unknown() -> str:
    return f"the file is in no known format; say which with --format: {', '.join(Format)}"
