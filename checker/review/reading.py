"""Parse a review file: the one place where it is JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NoReturn

from checker.errors import InvalidReviewError
from checker.model.place import Lines
from checker.model.review import Event, Hint, HintStep, Review, ReviewComment, Side
from checker.review.fields import (
    choice,
    comment_kind,
    commit,
    identity,
    line,
    prose,
    repository_path,
    text,
    timestamp,
)
from checker.review.kinds import kind_of
from checker.review.labels import severity_of
from checker.rules.rule import Severity

SCHEMA = "messypr/review/1"
MAX_BYTES = 12 * 1024 * 1024
MAX_COMMENTS = 5_000
MAX_LINES = 10_000
MAX_HINTS = 200
MAX_NAME = 1_024


def parse(data: bytes | str) -> Review:
    """Return the review in a review file.

    Raises:
        InvalidReviewError: It does not follow the format; the message names the comment.
    """
    fields = _document(data)
    if fields.get("schema") != SCHEMA:
        raise InvalidReviewError(f"the review: schema must be {SCHEMA!r}")
    taken_at = commit(fields, "commit_id", "the review")
    return Review(
        event=choice(fields, "event", Event, "the review"),
        body=prose(fields, "body", "the review"),
        commit_id=taken_at,
        comments=_comments(fields.get("comments"), taken_at),
        hints=_hints(fields.get("hints")),
    )


def _document(data: bytes | str) -> Mapping[str, Any]:
    if len(data) > MAX_BYTES:
        raise InvalidReviewError(
            f"the review has {len(data):,} bytes; at most {MAX_BYTES:,} are read"
        )
    try:
        said = data if isinstance(data, str) else data.decode("utf-8-sig")
        fields = json.loads(said, parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise InvalidReviewError(f"the review is not UTF-8: {error.reason}") from error
    except RecursionError as error:
        raise InvalidReviewError("the review is nested too deeply") from error
    except ValueError as error:
        raise InvalidReviewError(f"the review is not JSON: {error}") from error
    if not isinstance(fields, dict):
        raise InvalidReviewError("the review must be a JSON object")
    return fields


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def _hints(listed: object) -> tuple[Hint, ...]:
    if listed is None:
        return ()
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        raise InvalidReviewError("the review: hints must be a list of objects")
    if len(listed) > MAX_HINTS:
        raise InvalidReviewError(f"the review: at most {MAX_HINTS} hints are read")
    return tuple(_hint(each, f"hint {number}") for number, each in enumerate(listed, 1))


def _hint(item: Mapping[str, Any], where: str) -> Hint:
    step = choice(item, "step", HintStep, where)
    if step is None:
        raise InvalidReviewError(f"{where}: step is missing")
    left = item.get("left")
    if type(left) is not int or left < 0:
        raise InvalidReviewError(f"{where}: left must be a whole number from 0 on")
    named = {name: text(item, name, where)[:MAX_NAME] for name in ("category", "path", "scope")}
    return Hint(step=step, left=left, **named)


def _comments(listed: object, taken_at: str) -> tuple[ReviewComment, ...]:
    if listed is None:
        return ()
    if not isinstance(listed, list):
        raise InvalidReviewError("the review: comments must be a list")
    if len(listed) > MAX_COMMENTS:
        raise InvalidReviewError(
            f"the review has {len(listed):,} comments; at most {MAX_COMMENTS:,} are read"
        )
    comments = tuple(
        comment(item, f"comment {number}", f"c{number}", taken_at)
        for number, item in enumerate(listed, 1)
    )
    first: dict[str, int] = {}
    for number, each in enumerate(comments, 1):
        if each.id in first:
            raise InvalidReviewError(
                f"comment {number} (id {each.id}): comment {first[each.id]} has the same id"
            )
        first[each.id] = number
    return comments


def comment(item: object, where: str, unnamed: str, taken_at: str) -> ReviewComment:
    """Return one comment of a review file; ``unnamed`` is the id of one that has none.

    Raises:
        InvalidReviewError: It does not follow the format; the message begins with ``where``.
    """
    if not isinstance(item, dict):
        raise InvalidReviewError(f"{where}: must be a JSON object")
    name = identity(item, where) or unnamed
    where = f"{where} (id {name})"
    side = choice(item, "side", Side, where) or Side.RIGHT
    body = prose(item, "body", where)
    if not body.strip():
        raise InvalidReviewError(f"{where}: body must not be empty")
    return ReviewComment(
        id=name,
        path=repository_path(item, where),
        lines=_lines(item, side, where),
        side=side,
        severity=choice(item, "severity", Severity, where) or severity_of(body),
        body=body,
        created_at=timestamp(item, "created_at", where),
        commit_id=commit(item, "commit_id", where) or taken_at,
        kind=comment_kind(item, where) or kind_of(body),
    )


def _lines(item: Mapping[str, Any], side: Side, where: str) -> Lines | None:
    subject = item.get("subject_type") or "line"
    if subject not in ("line", "file"):
        raise InvalidReviewError(f"{where}: subject_type must be one of line, file")
    last, first = line(item, "line", where), line(item, "start_line", where)
    if (choice(item, "start_side", Side, where) or side) is not side:
        raise InvalidReviewError(f"{where}: start_side must be the same as side, {side}")
    if subject == "file":
        return None
    if last is None:
        raise InvalidReviewError(f"{where}: line is missing; without one, subject_type is file")
    if first is not None and first > last:
        raise InvalidReviewError(f"{where}: start_line {first} comes after line {last}")
    if first is not None and last - first >= MAX_LINES:
        raise InvalidReviewError(f"{where}: at most {MAX_LINES:,} lines may be commented at once")
    return Lines(first=first or last, last=last)
