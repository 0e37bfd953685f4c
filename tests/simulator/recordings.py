"""Recorded answers of the real API, and what can be compared of an answer: its shape.

The recordings are not part of this repository (their README says so): a checkout may have them in
``../shared/recordings``, or where ``MESSYPR_RECORDINGS`` says. Tests are skipped without them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from checker.simulator import answers
from checker.simulator.canned.ids import letters
from checker.simulator.wire.answer import Reply

FILE = "mistral_api.jsonl"
ROOT = Path(__file__).parents[2]
REDACTED = "call_REDACTED_"


@dataclass(frozen=True, kw_only=True)
class Recording:
    """One request to the real API, and its answer."""

    name: str
    method: str
    path: str
    body: dict[str, Any]
    status: int
    answer: str

    @property
    def streamed(self) -> bool:
        return self.answer.startswith("data:")


@cache
def recordings() -> tuple[Recording, ...]:
    """Return what there is, nothing where there are no recordings."""
    told = os.environ.get("MESSYPR_RECORDINGS")
    places = [Path(told)] if told else [each / "shared/recordings" for each in ROOT.parents]
    found = next((each / FILE for each in places if (each / FILE).is_file()), None)
    lines = () if found is None else found.read_text("utf-8").splitlines()
    return tuple(_recording(json.loads(line), number) for number, line in enumerate(lines, 1))


def _recording(row: Mapping[str, Any], number: int) -> Recording:
    return Recording(
        name=f"{number}:{row['file'].rpartition('cassettes/')[2]}",
        method=row["method"],
        path=row["path"].partition("#")[0],
        body=_unredacted(json.loads(row["body"])) if row["body"] else {},
        status=row["status"],
        answer=row["answer"],
    )


def _unredacted(value: Any) -> Any:
    """Return the body with ids that the API would take instead of those that were cut out."""
    match value:
        case dict():
            return {name: _unredacted(each) for name, each in value.items()}
        case list():
            return [_unredacted(each) for each in value]
        case str() if value.startswith(REDACTED):
            return letters(value)
        case _:
            return value


def events(body: str) -> list[dict[str, Any]]:
    """Return the events of a stream, without its end."""
    found = [line[5:].strip() for line in body.splitlines() if line.startswith("data:")]
    assert found.pop() == "[DONE]"
    return [json.loads(line) for line in found]


def as_scripted(recording: Recording) -> Reply:
    """Return what the real model said, so that only the form in which it is sent is compared."""
    if not recording.streamed:
        choice = json.loads(recording.answer)["choices"][0]
        message = choice["message"]
        calls = message.get("tool_calls") or []
        return _reply(message["content"], calls, choice["finish_reason"])
    text, calls, reason = "", [], ""
    for event in events(recording.answer):
        for choice in event["choices"]:
            if choice["index"] == 0:
                text += choice["delta"].get("content") or ""
                calls += choice["delta"].get("tool_calls") or []
                reason = choice["finish_reason"] or reason
    return _reply(text, calls, reason)


def _reply(content: Any, calls: list[dict[str, Any]], reason: str) -> Reply:
    made = [
        answers.tool_call(
            call["function"]["name"], call["function"]["arguments"], id=letters(f"{call['id']}{n}")
        )
        for n, call in enumerate(calls)
    ]
    return answers.reply(content, tool_calls=made, finish_reason=reason)


def ends_in_text(recording: Recording) -> bool:
    """Return whether the event with the reason carries text."""
    last = events(recording.answer)[-1]["choices"][0]
    return bool(last["delta"].get("content"))


def shape(value: Any) -> Any:
    """Return keys and types of a JSON value; a list is the different shapes in it."""
    match value:
        case dict():
            return {name: shape(value[name]) for name in sorted(value)}
        case list():
            found = {json.dumps(shape(each), sort_keys=True) for each in value}
            return [json.loads(each) for each in sorted(found)]
        case int() | float() if not isinstance(value, bool):
            return "number"
        case _:
            return type(value).__name__


def stream_shape(found: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """Return the shapes of the events of each answer in order; what is repeated counts once.

    Beside keys and types it holds what an event is there for: text, calls, a reason, the usage.
    """
    orders: dict[str, list[Any]] = {}
    for event in found:
        for choice in event["choices"]:
            order = orders.setdefault(f"answer {choice['index']}", [])
            each = (shape(event), _carries(choice))
            if not order or order[-1] != each:
                order.append(each)
    return orders


def _carries(choice: Mapping[str, Any]) -> tuple[bool, bool, str | None]:
    delta = choice["delta"]
    calls = tuple(delta.get("tool_calls") or ())
    return bool(delta.get("content")), bool(calls), choice["finish_reason"]


def differences(real: Any, ours: Any, place: str = "") -> Iterator[str]:
    """Yield where two shapes differ, as ``usage.service_tier: str, here absent``."""
    if isinstance(real, dict) and isinstance(ours, dict):
        for name in sorted({*real, *ours}):
            where = f"{place}.{name}".lstrip(".")
            yield from differences(real.get(name, "absent"), ours.get(name, "absent"), where)
    elif isinstance(real, list | tuple) and isinstance(ours, list | tuple):
        if len(real) != len(ours):
            yield f"{place}: {len(real)} kinds, here {len(ours)}"
        for index, (theirs, own) in enumerate(zip(real, ours, strict=False)):
            yield from differences(theirs, own, f"{place}[{index}]")
    elif real != ours:
        yield f"{place}: {real}, here {ours}"
