"""Single fields of a review file: each is validated here, and an error names its comment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any, TypeVar

from checker.errors import InvalidReviewError, UnknownRuleError
from checker.review.kinds import kind

Choice = TypeVar("Choice", bound=StrEnum)
Fields = Mapping[str, Any]

MAX_BODY_CHARS = 65_536  # GitHub's own limit
MAX_PATH_CHARS = 1_024
MAX_LINE_NUMBER = 10_000_000
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}")
_COMMIT = re.compile(r"[0-9a-f]{40}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def text(fields: Fields, name: str, where: str) -> str:
    """Return a string without control characters other than line feed and tab; "" if missing.

    Raises:
        InvalidReviewError: It is no string, or contains other characters.
    """
    value = fields.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InvalidReviewError(f"{where}: {name} must be a string, not {_kind(value)}")
    value = value.replace("\r\n", "\n")
    if bad := _CONTROL.search(value):
        raise InvalidReviewError(
            f"{where}: {name} holds the control character U+{ord(bad[0]):04X};"
            " only line feed and tab are allowed"
        )
    if _SURROGATE.search(value):
        raise InvalidReviewError(f"{where}: {name} holds half a surrogate pair, which is no text")
    return value


def prose(fields: Fields, name: str, where: str) -> str:
    """Return a text for people, of at most 65,536 characters.

    Raises:
        InvalidReviewError: It is no string, too long, or contains control characters.
    """
    value = text(fields, name, where)
    if len(value) > MAX_BODY_CHARS:
        raise InvalidReviewError(
            f"{where}: {name} has {len(value):,} characters; at most {MAX_BODY_CHARS:,} are allowed"
        )
    return value


def identity(fields: Fields, where: str) -> str:
    """Return the id of a comment, or "" when it has none.

    Raises:
        InvalidReviewError: It has other characters than an id may have.
    """
    value = text(fields, "id", where)
    if value and not _ID.fullmatch(value):
        raise InvalidReviewError(
            f"{where}: id must be 1 to 64 letters, digits or . _ : -, not {_shown(value)}"
        )
    return value


def commit(fields: Fields, name: str, where: str) -> str:
    """Return a full commit id, or "" when there is none.

    Raises:
        InvalidReviewError: It is no full commit id.
    """
    value = text(fields, name, where)
    if value and not _COMMIT.fullmatch(value):
        raise InvalidReviewError(
            f"{where}: {name} must be 40 lowercase hexadecimal digits, not {_shown(value)}"
        )
    return value


def repository_path(fields: Fields, where: str) -> PurePosixPath:
    """Return a path that stays inside the repository.

    Raises:
        InvalidReviewError: It is missing, too long, or leaves the repository.
    """
    value = text(fields, "path", where)
    if not value:
        raise InvalidReviewError(f"{where}: path is missing")
    if len(value) > MAX_PATH_CHARS or "\n" in value or "\t" in value:
        raise InvalidReviewError(
            f"{where}: path must be one line of at most {MAX_PATH_CHARS:,} characters"
        )
    if {"", ".", ".."} & set(value.split("/")):
        raise InvalidReviewError(
            f"{where}: path must be relative to the repository and without . or .. parts,"
            f" not {_shown(value)}"
        )
    return PurePosixPath(value)


def line(fields: Fields, name: str, where: str) -> int | None:
    """Return a line number, or None when there is none.

    Raises:
        InvalidReviewError: It is no whole number, or out of range.
    """
    value = fields.get(name)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool):
        raise InvalidReviewError(f"{where}: {name} must be a whole number, not {_kind(value)}")
    if not 1 <= value <= MAX_LINE_NUMBER:
        raise InvalidReviewError(f"{where}: {name} must be from 1 to {MAX_LINE_NUMBER:,}")
    return value


def choice(fields: Fields, name: str, kinds: type[Choice], where: str) -> Choice | None:
    """Return one of the allowed words, or None when there is none.

    Raises:
        InvalidReviewError: It is none of the allowed words.
    """
    value = fields.get(name)
    if value is None:
        return None
    allowed = {kind.value: kind for kind in kinds}
    if not isinstance(value, str) or value not in allowed:
        given = _shown(value) if isinstance(value, str) else _kind(value)
        raise InvalidReviewError(
            f"{where}: {name} must be one of {', '.join(allowed)}; not {given}"
        )
    return allowed[value]


def comment_kind(fields: Fields, where: str) -> str:
    """Return the kind of a comment, or "" when there is none.

    Raises:
        InvalidReviewError: It is no rule of the catalogue and no neutral kind.
    """
    value = text(fields, "kind", where)
    try:
        return kind(value)
    except UnknownRuleError as error:
        raise InvalidReviewError(f"{where}: kind: {error}") from error


def timestamp(fields: Fields, name: str, where: str) -> datetime | None:
    """Return a time that is written in ISO 8601, or None when there is none.

    Raises:
        InvalidReviewError: It is something else.
    """
    value = text(fields, name, where)
    try:
        return datetime.fromisoformat(value) if value else None
    except ValueError as error:
        raise InvalidReviewError(
            f"{where}: {name} must be a time like 2026-01-31T09:30:00Z, not {_shown(value)}"
        ) from error


def _shown(value: str) -> str:
    """Return ``value`` shortened, with everything that is not printable escaped."""
    return ascii(value if len(value) <= 60 else value[:60] + "...")  # noqa: PLR2004


def _kind(value: object) -> str:
    """Return what JSON calls the type of ``value``."""
    names = {bool: "a boolean", int: "a number", float: "a fraction", str: "a string"}
    return names.get(type(value), "a list" if isinstance(value, list) else "an object")
