"""One answer of a script: a word, or a table that begins with its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from checker.simulator import answers
from checker.simulator.rules import fields
from checker.simulator.scripts.errors import InvalidScriptError
from checker.simulator.wire.answer import NULL, Answer

WORDS: Mapping[str, Callable[[], Answer]] = {
    "usual": answers.usual,
    "reordered": answers.reordered,
    "hang": answers.hang,
    "cut": answers.cut,
    "reset": answers.reset,
    "cut_short": answers.cut_short,
    "rate_limited": answers.rate_limited,
    "without_done": answers.without_done,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerKind:
    """A kind of answer: its options besides its value, and the function that builds it."""

    options: tuple[str, ...]
    make: Callable[..., Answer]
    value: fields.Check = fields.anything


def answer(told: Any, place: str = "answer") -> Answer:
    """Return the answer that a part of a script describes.

    Raises:
        InvalidScriptError: It describes none; ``place`` is the position in the script.
    """
    if isinstance(told, str):
        return WORDS[one_of(told, tuple(WORDS), place)]()
    if not isinstance(told, dict) or not told:
        raise InvalidScriptError(f"{place} must be a word or a table; words are: {_listed(WORDS)}")
    kinds = [name for name in told if name in KINDS]
    if len(kinds) != 1:
        problem = "names no answer" if not kinds else f"names {' and '.join(kinds)} at once"
        raise InvalidScriptError(f"{place} {problem}; answers are: {_listed(KINDS)}")
    [name] = kinds
    options = {option: value for option, value in told.items() if option != name}
    for option, value in options.items():
        one_of(option, KINDS[name].options, place)
        _fit(OPTIONS.get(option, fields.anything), value, f"{place}.{option}")
    _fit(KINDS[name].value, told[name], f"{place}.{name}")
    try:
        return KINDS[name].make(told[name], **options)
    except InvalidScriptError as error:
        raise InvalidScriptError(f"{place}: {error}") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise InvalidScriptError(f"{place}.{name}: {error}") from error


def one_of(name: str, known: tuple[str, ...], place: str) -> str:
    """Return the name if it is known.

    Raises:
        InvalidScriptError: It is not known.
    """
    if name not in known:
        raise InvalidScriptError(f"{place} knows no {name!r}; there are: {_listed(known)}")
    return name


def _fit(check: fields.Check, value: Any, place: str) -> None:
    wrong = check(value)
    if wrong is not None:
        raise InvalidScriptError(f"{place}: {wrong[1]}")


def _usage(value: Any) -> fields.Wrong | None:
    """Check that the value counts two kinds of tokens, or means null."""
    tokens = fields.integer(0)
    pair = isinstance(value, list) and len(value) == len(("prompt", "completion"))
    if value == NULL or (pair and not any(map(tokens, value))):
        return None
    return "usage", "Input should be [prompt tokens, completion tokens] or 'null'"


def _reply(content: Any, **options: Any) -> Answer:
    return answers.reply(content, **_completion(options))


def _stream(pieces: Any, **options: Any) -> Answer:
    return answers.stream(*pieces, **_completion(options))


def _drip(words: Any, every: float = 0.1) -> Answer:
    return answers.drip(*words, every=every)


def _status(code: Any, **options: Any) -> Answer:
    return answers.status(code, **options)


def _json(value: Any, code: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    return answers.json_body(code, value, headers)


def _raw(
    text: Any,
    content_type: str = "text/plain",
    code: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    return answers.raw(str(text).encode(), content_type, status=code, headers=headers)


def _at_pace(told: Any, **options: Any) -> Answer:
    return answers.at_pace(answer(told), **options)


def _slow(seconds: Any, then: Any = "usual") -> Answer:
    return answers.slow(seconds, answer(then))


def _cut_short(told: Any, **options: Any) -> Answer:
    return answers.cut_short(answer(told), **options)


def _completion(options: dict[str, Any]) -> dict[str, Any]:
    """Return options of a completion in the form that ``answers`` takes."""
    if isinstance(options.get("usage"), list):
        options["usage"] = tuple(options["usage"])
    if "tool_calls" in options:
        options["tool_calls"] = [answers.tool_call(**each) for each in options["tool_calls"]]
    return options


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


SECONDS = fields.number(0, 86_400)
STATUS = fields.integer(200, 599)
OPTIONS: Mapping[str, fields.Check] = {
    **dict.fromkeys(("finish_reason", "content_type", "message"), fields.text),
    **dict.fromkeys(("opening", "done", "cut_inside", "inside", "together"), fields.boolean),
    **dict.fromkeys(("cut_after", "after"), fields.integer(0)),
    **dict.fromkeys(("tool_calls", "entries"), fields.items()),
    "headers": fields.mapping,
    "usage": _usage,
    **dict.fromkeys(("every", "first_byte"), SECONDS),
    "tokens_a_second": fields.number(0),
    "code": STATUS,
}
BOTH = ("finish_reason", "usage", "headers", "content_type")
KINDS: Mapping[str, AnswerKind] = {
    "reply": AnswerKind(options=(*BOTH, "tool_calls", "entries"), make=_reply),
    "stream": AnswerKind(
        options=(*BOTH, "opening", "together", "done", "cut_after", "cut_inside"),
        make=_stream,
        value=fields.items(),
    ),
    "drip": AnswerKind(options=("every",), make=_drip, value=fields.items()),
    "status": AnswerKind(options=("message", "headers"), make=_status, value=STATUS),
    "rate_limited": AnswerKind(options=(), make=answers.rate_limited),
    "json": AnswerKind(options=("code", "headers"), make=_json),
    "raw": AnswerKind(options=("content_type", "code", "headers"), make=_raw),
    "slow": AnswerKind(options=("then",), make=_slow, value=SECONDS),
    "at_pace": AnswerKind(options=("first_byte", "tokens_a_second"), make=_at_pace),
    "cut_short": AnswerKind(options=("after", "inside"), make=_cut_short),
}
