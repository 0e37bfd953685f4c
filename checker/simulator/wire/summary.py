"""A summary of the wire log, in sentences that a scorecard can cite."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from checker.simulator.wire.values import WireConnection, WireRequest, repeats


def summary(
    requests: Sequence[WireRequest], connections: Sequence[WireConnection], peak: int
) -> str:
    """Return how many requests there were, of what kind, and how they ended."""
    total = f"{_count(len(requests), 'request')} on {_count(len(connections), 'connection')}"
    at_once = f"at most {peak} at once"
    return f"{total}, {at_once}; {_kinds(requests)}{_oddities(requests, connections)}."


def _kinds(requests: Sequence[WireRequest]) -> str:
    counts = Counter(request.endpoint or "no endpoint" for request in requests)
    return ", ".join(f"{name} {count}" for name, count in counts.items()) or "none answered"


def _oddities(requests: Sequence[WireRequest], connections: Sequence[WireConnection]) -> str:
    repeated = sum(len(group) - 1 for group in repeats(requests))
    told = {
        "refused": sum(1 for r in requests if r.refused),
        "failed": sum(1 for r in requests if r.failed),
        "repeated": repeated,
        "left by the client": sum(1 for request in requests if request.disconnected),
        "connections still open": sum(1 for connection in connections if connection.open),
    }
    words = [f"{count} {what}" for what, count in told.items() if count]
    return "; " + ", ".join(words) if words else ""


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
