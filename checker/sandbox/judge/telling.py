"""What a hidden test says in the judge's own words, apart from what the candidate chose.

A report goes back to the candidate, and to whoever hands in next: the text of an exception or the
values of an assertion could carry a hidden test's scenario, or whatever the candidate likes.
"""

from __future__ import annotations

import ast
import builtins
import linecache
from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType

import pytest

from checker.errors import EnvironmentBrokenError
from checker.parsing import parse
from checker.sandbox.isolation.beneath import OddFileError
from checker.sandbox.player.player import CandidateError, PlayerLostError

LONGEST = 600
LEFT_OUT = "\N{HORIZONTAL ELLIPSIS}"
NO_WORDS = "an assertion of the hidden test does not hold"
NOT_RAISED = "DID NOT RAISE"
BUILT_IN = {
    name
    for name, each in vars(builtins).items()
    if isinstance(each, type) and issubclass(each, BaseException)
}
KNOWN = frozenset(BUILT_IN) | {
    *("CancelledError", "InvalidStateError", "QueueEmpty", "QueueFull", "JSONDecodeError"),
    *("DatabaseError", "IntegrityError", "OperationalError", "ProgrammingError"),
    *("MistralError", "SDKError", "HTTPValidationError", "ResponseValidationError"),
    *("NoResponseError", "ValidationError", "HTTPError", "RequestError", "TransportError"),
    *("TimeoutException", "ConnectError", "ConnectTimeout", "ReadTimeout", "ReadError"),
    *("RemoteProtocolError", "HTTPStatusError", "UnsupportedOperation", "FrozenInstanceError"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Why a test failed: in words of our own, and what else was said, which may be anything."""

    words: str
    said: str = ""


def told(error: BaseException | None) -> Told:
    """Return why a test failed."""
    first = (str(error).splitlines() or [""])[0][:LONGEST]
    match error:
        case None:
            return Told(words="")
        case CandidateError():
            return Told(words=f"the code raised {_class(error)}", said=first)
        case PlayerLostError() | EnvironmentBrokenError() | OddFileError():
            return Told(words=first)
        case AssertionError():
            words = _own_words(error.__traceback__) or NO_WORDS
            return Told(words=words[:LONGEST], said="" if words == first else first)
        case _:
            not_raised = isinstance(error, pytest.fail.Exception) and first.startswith(NOT_RAISED)
            words = first if not_raised else f"the hidden test ended with {type(error).__name__}"
            return Told(words=words, said="" if not_raised else first)


def _class(error: CandidateError) -> str:
    """Return the nearest class of an exception that everybody knows: the name may be a text."""
    if error.type in KNOWN:
        return error.type
    known = next((each for each in error.bases if each in KNOWN), "Exception")
    return f"a kind of {known}"


def _own_words(traceback: TracebackType | None) -> str:
    """Return what the failed assertion says by itself; what it fills in is left out."""
    last = None
    while traceback is not None:
        last, traceback = traceback, traceback.tb_next
    if last is None:
        return ""
    lines = linecache.getlines(last.tb_frame.f_code.co_filename)
    found = [each for each in _assertions("".join(lines)) if _holds(each, last.tb_lineno)]
    return "".join(_texts(found[-1].msg)) if found else ""


def _assertions(source: str) -> list[ast.Assert]:
    try:
        return [each for each in ast.walk(parse(source)) if isinstance(each, ast.Assert)]
    except (SyntaxError, ValueError):
        return []


def _holds(node: ast.Assert, line: int) -> bool:
    return node.lineno <= line <= (node.end_lineno or node.lineno)


def _texts(message: ast.expr | None) -> Iterator[str]:
    match message:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            for part in parts:
                yield from _texts(part) if isinstance(part, ast.Constant) else (LEFT_OUT,)
        case None:
            return
        case _:
            yield LEFT_OUT
