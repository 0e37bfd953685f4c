"""Fault injection: faults that a seed chooses, the same on every machine."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from checker.simulator import answers
from checker.simulator.wire.answer import Answer

RETRY_DATE_DELAY = timedelta(seconds=2)  # an HTTP date has whole seconds
PAUSE_SECONDS = 0.2
ABSURD_WAIT_SECONDS = 10**9  # no program is meant to wait that long
FAULTS: Mapping[str, Callable[[], Answer]] = {
    "rate_limited": lambda: answers.rate_limited(1),
    "rate_limited_until": lambda: answers.rate_limited(datetime.now(UTC) + RETRY_DATE_DELAY),
    "rate_limited_absurdly": lambda: answers.rate_limited(ABSURD_WAIT_SECONDS),
    "internal_error": lambda: answers.status(500),
    "bad_gateway": lambda: answers.status(502),
    "unavailable": lambda: answers.status(503),
    "gateway_timeout": lambda: answers.status(504),
    "cut": answers.cut,
    "reset": answers.reset,
    "hang": answers.hang,
    "slow_first_byte": lambda: answers.slow(PAUSE_SECONDS),
    "drip": lambda: answers.drip(every=PAUSE_SECONDS),
    "without_done": answers.without_done,
    "cut_between_events": lambda: answers.cut_short(after=2),
    "cut_inside_an_event": lambda: answers.cut_short(after=2, inside=True),
    "wrong_content_type": lambda: answers.raw(b"<html>busy</html>", "text/html"),
    "usage_null": lambda: answers.reply("no usage", usage="null"),
    "unknown_finish_reason": lambda: answers.reply("odd", finish_reason="moderated"),
}
USUALLY = ("rate_limited", "internal_error", "bad_gateway", "unavailable", "gateway_timeout")
COMPLETIONS = ("usage_null", "unknown_finish_reason")  # only some endpoints can send these


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultInjection:
    """Faults for a share of the requests.

    Attributes:
        seed: Chooses the fault of each request.
        share: The share of requests that meet one: 0 is none, 1 is all.
        faults: Names of ``FAULTS``.
    """

    seed: int
    share: float = 0.5
    faults: tuple[str, ...] = USUALLY

    def __post_init__(self) -> None:
        unknown = sorted(set(self.faults) - set(FAULTS))
        if unknown or not self.faults:
            known = ", ".join(FAULTS)
            raise ValueError(f"no fault {', '.join(unknown) or 'at all'}; there are: {known}")
        if not 0 <= self.share <= 1:
            raise ValueError("share must be between 0 and 1")


def fault(injected: FaultInjection, number: int) -> Answer | None:
    """Return the fault of the request with this number, counted from 1."""
    digest = hashlib.sha256(f"{injected.seed}:{number}".encode()).digest()
    if int.from_bytes(digest[:4]) / 2**32 >= injected.share:
        return None
    chosen = injected.faults[int.from_bytes(digest[4:8]) % len(injected.faults)]
    return FAULTS[chosen]()
