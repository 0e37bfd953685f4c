"""The JSON values in a text: one, several after another, one a line, or in a code fence."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from checker.errors import InvalidReviewError

MAX_VALUES = 20_000
MAX_OBJECTS = 400_000  # a comment of GitHub has about twenty
_GUARD = re.compile(r"\s{0,9}\)\]\}'[^\n]{0,9}\n")  # Gerrit's, against being run as a script
_FENCE = re.compile(r"[ \t]{0,9}(`{3,9}|~{3,9})[ \t]{0,9}[\w-]{0,9}[ \t]{0,9}")
_BLANK = re.compile(r"[\s,\x1e]*")
_DECODER = json.JSONDecoder()


def load(text: str, kind: str) -> list[object]:
    """Return the JSON values of a text.

    Raises:
        InvalidReviewError: It holds none, or too many; or something else is between them.
    """
    if text.count("{") > MAX_OBJECTS or text.count("[") > MAX_OBJECTS:
        raise InvalidReviewError(
            f"the {kind} file has more than {MAX_OBJECTS:,} objects; none of them was read"
        )
    body = text[found.end() :] if (found := _GUARD.match(text)) else text
    try:
        return list(_values(body))
    except ValueError as error:
        for block in _fenced(body):
            try:
                return list(_values(block))
            except ValueError:
                continue
        raise InvalidReviewError(f"the {kind} file is not JSON: {error}") from error


def _fenced(text: str) -> Iterator[str]:
    """Yield the blocks of code of a text that may be JSON; each line is looked at once."""
    fence, held = "", list[str]()
    for row in text.split("\n"):
        found = _FENCE.fullmatch(row)
        if found is None or (fence and row.strip() != fence):
            held.append(row)
            continue
        if fence and held and held[0].lstrip()[:1] in ("{", "["):
            yield "\n".join(held)
        fence, held = "" if fence else found[1], []


def _values(text: str) -> Iterator[object]:
    """Yield the values of a text that has nothing but values; ValueError where it has more."""
    at, count = _after_blanks(text, 0), 0
    if at == len(text):
        raise ValueError("it is empty")
    while at < len(text):
        try:
            value, at = _DECODER.raw_decode(text, at)
        except RecursionError as error:
            raise ValueError("it is nested too deeply") from error
        yield value
        count += 1
        if count > MAX_VALUES:
            raise ValueError(f"it has more than {MAX_VALUES:,} values")
        at = _after_blanks(text, at)


def _after_blanks(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at


def flat(values: list[object]) -> list[object]:
    """Return the values with the lists, and the lists of pages, among them opened."""
    opened = [one for value in values for one in (value if isinstance(value, list) else [value])]
    return [one for value in opened for one in (value if isinstance(value, list) else [value])]
