"""Take answers to questions about a round, from a file or the keyboard, and keep each at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import BinaryIO, Final

import click

from checker.defence import keeping
from checker.defence.keeping import Sheet
from checker.defence.values import Defence, Question
from checker.errors import UsageError
from checker.rounds import RoundDir
from cli.output.say import print_note

MOST_BYTES: Final = 1 << 20


def answers_in(file: BinaryIO) -> dict[str, str]:
    """Return the answers of a JSON object: names of questions with a letter or a number each.

    Raises:
        UsageError: The file is no such object.
    """
    how = 'write a JSON object of answers, such as {"round-repaired": "b", "tokens": 1200}'
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise UsageError(f"the answers have more than {MOST_BYTES} bytes")
    try:
        document = json.loads(content, parse_float=str, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"the answers are no JSON: {how}") from error
    if not isinstance(document, dict) or not all(isinstance(v, str) for v in document.values()):
        raise UsageError(how)
    return document


def answer_at_keyboard(
    place: RoundDir, questions: Mapping[str, Question], name: str, sheet: Sheet
) -> Defence:
    """Ask until there is something that can be judged, and keep it.

    Raises:
        ConflictError: Another window has answered it.
    """
    while True:
        said = click.prompt("your answer", err=True)
        try:
            return keeping.answer(place, questions, {name: said}, datetime.now(UTC), sheet)
        except UsageError as error:
            if name not in _open(place, sheet):
                raise  # another window has answered it
            print_note(str(error))


def _open(place: RoundDir, sheet: Sheet) -> tuple[str, ...]:
    known = keeping.load(place, sheet)
    return known.open if known is not None else ()
