"""Reviews in the formats of other tools.

Each format is converted to the fields of a review file and validated as one: one validation for
all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from checker.errors import InvalidReviewError
from checker.model.review import LeftOut, Review
from checker.review import reading, writing
from checker.review.formats import (
    azure,
    bitbucket,
    codeclimate,
    difit,
    gerrit,
    gitea,
    github,
    gitlab,
    markdown,
    messypr,
    objects,
    rdjson,
    sarif,
    taking,
)
from checker.review.formats.detection import Format, detect
from checker.review.formats.source import Origin, Reader, Source, Taken
from checker.review.formats.taking import content_id, places, summary

__all__ = [
    "EXPORTS",
    "Format",
    "LeftOut",
    "Origin",
    "Taken",
    "content_id",
    "detect",
    "places",
    "read",
    "summary",
    "take",
    "write",
]

_READERS: Mapping[Format, Reader] = {
    Format.MESSYPR: messypr.read,
    Format.GITHUB: github.read,
    Format.GITLAB: gitlab.read,
    Format.GERRIT: gerrit.read,
    Format.AZURE: azure.read,
    Format.BITBUCKET: bitbucket.read,
    Format.GITEA: gitea.read,
    Format.DIFIT: difit.read,
    Format.RDJSON: rdjson.read,
    Format.RDJSONL: rdjson.read,
    Format.SARIF: sarif.read,
    Format.CODECLIMATE: codeclimate.read,
    Format.JSON: objects.read,
    Format.MARKDOWN: markdown.read,
}
EXPORTS: Mapping[Format, Callable[[Review], str]] = {
    Format.MESSYPR: writing.dump,
    Format.GITHUB: github.dump,
    Format.RDJSONL: rdjson.dump,
    Format.SARIF: sarif.dump,
    Format.MARKDOWN: markdown.dump,
}


def take(
    data: bytes, form: Format | None = None, *, author: str = "", origin: Origin | None = None
) -> Taken:
    """Return the review in a file, with what was left out of it and why.

    Without ``form`` the format is detected from the content. ``origin`` says which files, lines
    and commits there are; without it paths and commits are taken as they are.

    Raises:
        InvalidReviewError: Nothing of it can be taken in; or several people wrote it, and
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
    origin = origin or Origin()
    found = _READERS[form or detect(text)](Source(text=text, origin=origin))
    return taking.made(found, author, origin)


def read(
    data: bytes, form: Format | None = None, *, author: str = "", origin: Origin | None = None
) -> Review:
    """Return the review in a file, as ``take`` does, without what was left out.

    Raises:
        InvalidReviewError: As in ``take``.
    """
    return take(data, form, author=author, origin=origin).review


def write(review: Review, form: Format) -> str:
    """Return the review in a format of EXPORTS."""
    return EXPORTS[form](review)
