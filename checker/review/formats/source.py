"""What a reader of a format gets, and what it returns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from checker.errors import InvalidReviewError
from checker.model.pack import Tree
from checker.model.review import LeftOut, Review

Document = Mapping[str, Any]
"""A comment with the fields of a review file, before it is validated."""

MAX_ENTRIES = 20_000


def _anything(_: str) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where comments may refer to: both trees, the folder of the working tree, and its commits.

    Without trees paths are taken as they are.
    """

    head: Tree = field(default_factory=dict)
    base: Tree = field(default_factory=dict)
    root: str = ""
    has_commit: Callable[[str], bool] = _anything


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The text of a file, and what its comments may refer to."""

    text: str
    origin: Origin = field(default_factory=Origin)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A comment that a reader found; without a ``path`` it belongs to the summary of the review.

    ``where`` is what messages call it. ``hunk`` is the diff above the commented line, which ends
    with it. ``notes`` say what was changed to take it in. ``ours`` is set where messypr wrote it.
    """

    where: str
    fields: Document
    author: str = ""
    bot: bool = False
    event: object = None
    hunk: str = ""
    notes: tuple[str, ...] = ()
    ours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A review from a file, the entries that were left out, and what was changed in others."""

    review: Review
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[LeftOut, ...] = ()


Found = Iterable[Entry | LeftOut]
Reader = Callable[[Source], Found]


def each(
    values: Iterable[object], noun: str, convert: Callable[[object, str], Found]
) -> list[Entry | LeftOut]:
    """Return what ``convert`` makes of each value; one that it refuses is left out.

    Raises:
        InvalidReviewError: There are too many.
    """
    found: list[Entry | LeftOut] = []
    for number, value in enumerate(values, 1):
        where = f"{noun} {number}"
        try:
            found += convert(value, where)
        except InvalidReviewError as error:
            found.append(LeftOut(where=where, reason=reason(error, where)))
        if len(found) > MAX_ENTRIES:
            raise InvalidReviewError(f"at most {MAX_ENTRIES:,} entries of a file are read")
    return found


def reason(error: InvalidReviewError, where: str) -> str:
    """Return why an entry was refused, without the name of the entry before it."""
    text = str(error).removeprefix(where)
    if text.startswith(" (id "):
        text = text.partition(")")[2]
    return text.removeprefix(":").strip()
