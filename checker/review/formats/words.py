"""Severities and verdicts in the words of other tools and of people."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from checker.model.review import Event
from checker.rules.rule import Severity

_SEVERITIES = {
    Severity.BLOCKER: "blocker blocking block critical crit p0 severe fatal must-fix mustfix"
    " show-stopper showstopper required",
    Severity.MAJOR: "major high important error err bug issue p1 problem security",
    Severity.MINOR: "minor medium moderate warning warn suggestion p2 should improvement",
    Severity.NIT: "nit nitpick low trivial info information informational notice style p3 p4"
    " optional cosmetic hint",
}
SEVERITIES = {word: severity for severity, words in _SEVERITIES.items() for word in words.split()}
LABELS = {"issue", "suggestion", "note", "praise", "question", "todo", "nitpick", "thought"}
_EVENTS = {
    Event.APPROVE: "approve approved approves approval lgtm accept accepted +1 +2",
    Event.REQUEST_CHANGES: "request_changes changes_requested requested_changes request_change"
    " reject rejected needs_work needs_changes changes_required -1 -2"
    " request_for_changes requesting_changes do_not_merge waiting_for_author",
    Event.COMMENT: "comment commented comments comment_only",
}
EVENTS = {word: event for event, words in _EVENTS.items() for word in words.split()}
_EPOCH = 10_000_000_000  # what is above counts milliseconds


def severity(value: object) -> Severity | None:
    """Return the severity that a word stands for, None where it stands for none."""
    if not isinstance(value, str):
        return None
    plain = re.sub(r"[^a-z0-9]{1,9}", "-", value[:40].lower()).strip("-")
    if plain in SEVERITIES:
        return SEVERITIES[plain]
    first = plain.partition("-")[0]
    if first in ("non", "not", "no"):
        return None
    return SEVERITIES.get(first) or SEVERITIES.get(first.removesuffix("s"))


def event(value: object) -> Event | None:
    """Return the verdict that a few words stand for, None where they stand for none."""
    if not isinstance(value, str):
        return None
    plain = re.sub(r"[\s\-]{1,9}", "_", value[:40].strip(" .!*_`:\u2705\u274c\t").lower())
    return EVENTS.get(plain or value.strip()) or EVENTS.get(value.strip())


def time(value: object) -> str | None:
    """Return a time in ISO 8601 from a text or from seconds or milliseconds since 1970.

    A time that cannot be read is none: no comment is lost for its time.
    """
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        if isinstance(value, str):
            datetime.fromisoformat(value.strip())
            return value.strip()
        seconds = value / 1000 if value > _EPOCH else value
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError, OSError):
        return None
