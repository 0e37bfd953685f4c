"""The JSON files of a round <-> its values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from checker.errors import RoundError
from checker.model.review import Event
from checker.model.times import as_text
from checker.rounds.values import Round, Submitted
from checker.sandbox.isolation.beneath import read_named

ROUND_SCHEMA = "messypr/round/1"
SUBMITTED_SCHEMA = "messypr/submitted/1"
_TEXTS = ("pack", "digest", "dealt_head", "base_commit", "branch")
_TIME = "started_at"
_LATER = ("profile", "description")  # rounds of earlier versions have none
_NUMBER, _SEED = "minutes", "seed"


def dump_round(round_: Round) -> bytes:
    """Return the content of round.json; what was handed in has a file of its own."""
    fields = asdict(round_) | {_TIME: as_text(round_.started_at)}
    del fields["submitted"]
    return _dump({"schema": ROUND_SCHEMA, **fields})


def dump_submitted(submitted: Submitted) -> bytes:
    """Return the content of submitted.json."""
    return _dump({"schema": SUBMITTED_SCHEMA, **asdict(submitted), "at": as_text(submitted.at)})


def parse_round(file: Path, submitted: Submitted | None) -> Round:
    """Return the round in a round.json.

    Raises:
        RoundError: The file was changed by hand.
    """
    kinds = {**dict.fromkeys((*_TEXTS, _TIME), str), _NUMBER: int}
    fields = _load(file, ROUND_SCHEMA, kinds)
    later = {name: fields.get(name, "") for name in _LATER}
    for name, value in later.items():
        if not isinstance(value, str):
            raise RoundError(f"{file}: {name} is of another type than str")
    if not isinstance(fields.get(_SEED, ""), int | None):
        raise RoundError(f"{file}: {_SEED} is missing or of another type than int")
    return Round(
        **{name: fields[name] for name in (*_TEXTS, _NUMBER, _SEED)},
        **later,
        started_at=_time(file, fields, _TIME),
        submitted=submitted,
    )


def parse_submitted(file: Path) -> Submitted | None:
    """Return the content of a submitted.json, or None if there is none yet.

    Raises:
        RoundError: The file was changed by hand.
    """
    if not file.is_file():
        return None
    fields = _load(file, SUBMITTED_SCHEMA, dict.fromkeys(("at", "head", "event", "body"), str))
    if fields["event"] not in set(Event):
        raise RoundError(f"{file}: event must be one of {', '.join(Event)}")
    return Submitted(
        at=_time(file, fields, "at"),
        head=fields["head"],
        event=Event(fields["event"]),
        body=fields["body"],
    )


def _dump(fields: Mapping[str, Any]) -> bytes:
    return (json.dumps(fields, indent=2, ensure_ascii=False) + "\n").encode()


def _time(file: Path, fields: Mapping[str, Any], name: str) -> datetime:
    try:
        time = datetime.fromisoformat(fields[name])
    except ValueError:
        time = None
    if time is None or time.utcoffset() is None:
        raise RoundError(f"{file}: {name} must be a time like 2026-01-31T09:30:00Z")
    return time


def _load(file: Path, schema: str, kinds: Mapping[str, type]) -> Mapping[str, Any]:
    try:
        fields = json.loads(read_named(file))
    except (ValueError, RecursionError) as error:
        raise RoundError(f"{file} was changed by hand and is not JSON any more: {error}") from error
    if not isinstance(fields, dict) or fields.get("schema") != schema:
        raise RoundError(f"{file}: schema must be {schema!r}")
    for name, kind in kinds.items():
        if not isinstance(fields.get(name), kind):
            raise RoundError(f"{file}: {name} is missing or of another type than {kind.__name__}")
    return fields
