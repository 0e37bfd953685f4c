"""Events of a round that no other file records: one line of JSON each."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from checker.model.times import as_text, to_second
from checker.rounds.values import RoundDir
from checker.sandbox.isolation.beneath import read_named

FILE = "moments.jsonl"
MAX_BYTES = 1 << 20


class EventKind(StrEnum):
    """The kinds of events."""

    OPENED = "opened"
    CHECKED = "checked"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundEvent:
    """An event, its time, and a word about it."""

    at: datetime
    what: EventKind
    about: str = ""


def record_event(round_dir: RoundDir, what: EventKind, now: datetime, about: str = "") -> None:
    """Append an event; its line is written at once or not at all."""
    line = json.dumps({"at": as_text(to_second(now)), "what": what, "about": about}) + "\n"
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NONBLOCK
    descriptor = os.open(round_dir.folder / FILE, flags, 0o600)
    try:
        os.write(descriptor, line.encode())
    finally:
        os.close(descriptor)


def load_events(round_dir: RoundDir) -> tuple[RoundEvent, ...]:
    """Return the recorded events without lines that somebody broke by hand."""
    file = round_dir.folder / FILE
    if not file.is_file():
        return ()
    return tuple(_events(read_named(file)[:MAX_BYTES].split(b"\n")))


def _events(lines: list[bytes]) -> Iterator[RoundEvent]:
    for line in lines:
        try:
            fields = json.loads(line)
            at = datetime.fromisoformat(fields["at"])
            what, about = EventKind(fields["what"]), str(fields["about"])[:200]
        except (ValueError, TypeError, KeyError, RecursionError):
            continue
        if at.utcoffset() is not None:
            yield RoundEvent(at=at, what=what, about=about)
