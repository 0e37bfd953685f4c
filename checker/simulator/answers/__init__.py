"""Builders of scripted answers: the answers that a test scripts."""

from checker.simulator.answers.completions import (
    delta,
    error_event,
    event,
    reply,
    stream,
    tool_call,
)
from checker.simulator.answers.faults import (
    cut,
    cut_short,
    drip,
    hang,
    reordered,
    reset,
    without_done,
)
from checker.simulator.answers.others import (
    at_pace,
    computed,
    held,
    json_body,
    rate_limited,
    raw,
    slow,
    status,
    usual,
)

__all__ = [
    "at_pace",
    "computed",
    "cut",
    "cut_short",
    "delta",
    "drip",
    "error_event",
    "event",
    "hang",
    "held",
    "json_body",
    "rate_limited",
    "raw",
    "reordered",
    "reply",
    "reset",
    "slow",
    "status",
    "stream",
    "tool_call",
    "usual",
    "without_done",
]
