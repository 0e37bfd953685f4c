"""Reviews in the formats of other tools.

Each format is converted to the fields of a review file and validated as one: one validation for
all.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from enum import StrEnum

from checker.errors import InvalidReviewError
from checker.model.review import Review
from checker.review import reading, writing
from checker.review.formats import github, gitlab, markdown, rdjson, sarif
from checker.review.formats.documents import Document

__all__ = ["EXPORTS", "Format", "detect", "read", "write"]


class Format(StrEnum):
    """The formats that a review can have."""

    MESSYPR = "messypr"
    GITHUB = "github"
    GITLAB = "gitlab"
    RDJSON = "rdjson"
    RDJSONL = "rdjsonl"
    SARIF = "sarif"
    MARKDOWN = "markdown"


_READERS: Mapping[Format, Callable[[str, str], Document]] = {
    Format.GITHUB: github.read,
    Format.GITLAB: gitlab.read,
    Format.RDJSON: rdjson.read,
    Format.RDJSONL: rdjson.read,
    Format.SARIF: sarif.read,
    Format.MARKDOWN: markdown.read,
}
EXPORTS: Mapping[Format, Callable[[Review], str]] = {
    Format.MESSYPR: writing.dump,
    Format.GITHUB: github.dump,
    Format.RDJSONL: rdjson.dump,
    Format.SARIF: sarif.dump,
    Format.MARKDOWN: markdown.dump,
}


def read(data: bytes, form: Format | None = None, *, author: str = "") -> Review:
    """Return the review in a file; without ``form`` the format is detected from the content.

    Raises:
        InvalidReviewError: It does not follow the format; or several people wrote it, and
            ``author`` does not say which of them is meant.
    """
    if len(data) > reading.MAX_BYTES:
        raise InvalidReviewError(
            f"the review has {len(data):,} bytes; at most {reading.MAX_BYTES:,} are read"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidReviewError(f"the review is not UTF-8: {error.reason}") from error
    known = form or detect(text)
    if known is Format.MESSYPR:
        return reading.parse(text)
    return reading.parse(json.dumps(_READERS[known](text, author)))


def write(review: Review, form: Format) -> str:
    """Return the review in a format of EXPORTS."""
    return EXPORTS[form](review)


def detect(text: str) -> Format:
    """Return the format that a text looks like.

    Raises:
        InvalidReviewError: It looks like none.
    """
    start = text.lstrip()
    if start.startswith("#"):
        return Format.MARKDOWN
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        first = start.partition("\n")[0]
        return Format.RDJSONL if '"location"' in first else _unknown()
    if isinstance(document, list):
        return _of_list(document)
    return _of_object(document) if isinstance(document, dict) else _unknown()


def _of_list(document: list[object]) -> Format:
    first = next((e[0] if isinstance(e, list) and e else e for e in document), {})
    if not isinstance(first, dict):
        return _unknown()
    return Format.GITLAB if "notes" in first else Format.GITHUB


def _of_object(document: Mapping[str, object]) -> Format:
    marks = {
        "schema": Format.MESSYPR,
        "runs": Format.SARIF,
        "diagnostics": Format.RDJSON,
        "location": Format.RDJSONL,
        "comments": Format.GITHUB,
        "event": Format.GITHUB,
        "state": Format.GITHUB,
    }
    return next((form for mark, form in marks.items() if mark in document), None) or _unknown()


def _unknown() -> Format:
    raise InvalidReviewError(
        f"the file is in no known format; say which with --format: {', '.join(Format)}"
    )
