"""Keep answers in the folder of their round: each is written before the next question.

A defence is kept so, and what settles verdicts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Final

from checker.defence.judging import is_right
from checker.defence.values import Answered, Defence, Question
from checker.errors import ConflictError, RoundError, UsageError
from checker.model.times import as_text, to_second
from checker.rounds import RoundDir
from checker.rounds.folder import exclusive
from checker.sandbox.isolation.beneath import OddFileError, read_named
from checker.system.files import write_whole

MOST_BYTES = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Where answers are kept, and the command that asks for them."""

    file: str
    schema: str
    command: str


DEFENCE: Final = Sheet(file="defence.json", schema="messypr/defence/1", command="messypr defend")
FILE: Final = DEFENCE.file


def load(round_dir: RoundDir, sheet: Sheet = DEFENCE) -> Defence | None:
    """Return the defence of a round, None if it was not begun.

    Raises:
        RoundError: The file was changed by hand, or is too large.
    """
    file = round_dir.folder / sheet.file
    if not file.is_file():
        return None
    try:
        return _parsed(json.loads(read_named(file, MOST_BYTES)), sheet)
    except OddFileError as error:
        raise RoundError(f"{file} is too large: remove it to begin again") from error
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError) as error:
        raise RoundError(f"{file} was changed by hand: remove it to begin again") from error


def begin(
    round_dir: RoundDir,
    questions: tuple[Question, ...],
    now: datetime,
    sheet: Sheet = DEFENCE,
) -> Defence:
    """Return the defence of a round, which begins now unless it was begun before.

    Raises:
        RoundError: There are no questions, or the file was changed by hand.
    """
    if not questions:
        raise RoundError("there is nothing to ask: this round has no defects and no questions")
    with exclusive(round_dir):
        known = load(round_dir, sheet)
        if known is not None:
            return known
        names = tuple(each.id for each in questions)
        begun = Defence(begun_at=to_second(now), questions=names)
        _write(round_dir, begun, sheet)
    return begun


def answer(
    round_dir: RoundDir,
    questions: Mapping[str, Question],
    given: Mapping[str, str],
    now: datetime,
    sheet: Sheet = DEFENCE,
) -> Defence:
    """Judge answers by the names of their questions, and return the defence with all of them.

    Nothing is written unless every one of them can be judged.

    Raises:
        UsageError: One names no question, or is no answer to it.
        ConflictError: A question was answered before.
    """
    with exclusive(round_dir):
        known = load(round_dir, sheet)
        if known is None:
            raise RoundError(f"it was not begun: run `{sheet.command}`")
        for name in given:
            if name not in known.questions:
                raise UsageError(f"no question {name!r}; there are: {', '.join(known.questions)}")
            if name not in known.open:
                raise ConflictError(f"{name} was answered before, and an answer stays")
        answers = tuple(
            Answered(
                question=name,
                given=said.strip().lower(),
                right=is_right(questions[name], said),
                at=to_second(now),
            )
            for name, said in given.items()
        )
        grown = replace(known, answers=(*known.answers, *answers))
        _write(round_dir, grown, sheet)
    return grown


def _write(round_dir: RoundDir, defence: Defence, sheet: Sheet) -> None:
    document = {
        "schema": sheet.schema,
        "begun_at": as_text(defence.begun_at),
        "questions": list(defence.questions),
        "answers": [{**asdict(each), "at": as_text(each.at)} for each in defence.answers],
    }
    write_whole(round_dir.folder / sheet.file, json.dumps(document, indent=1).encode())


def _parsed(document: Mapping[str, Any], sheet: Sheet) -> Defence:
    if document["schema"] != sheet.schema:
        raise ValueError("another format")
    questions = tuple(map(str, document["questions"]))
    answers = tuple(map(_answered, document["answers"]))
    if not {each.question for each in answers} <= set(questions):
        raise ValueError("answers to nothing")
    return Defence(begun_at=_time(document["begun_at"]), questions=questions, answers=answers)


def _answered(fields: Mapping[str, Any]) -> Answered:
    if not isinstance(fields["right"], bool):
        raise TypeError("right is true or false")
    return Answered(
        question=str(fields["question"]),
        given=str(fields["given"]),
        right=fields["right"],
        at=_time(fields["at"]),
    )


def _time(text: str) -> datetime:
    time = datetime.fromisoformat(text)
    if time.tzinfo is None:
        raise ValueError("a time without a zone")
    return time
