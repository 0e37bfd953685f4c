"""Times as values, and as the text that files hold."""

from __future__ import annotations

from datetime import UTC, datetime

MILLISECOND = 1_000  # microseconds


def to_second(time: datetime) -> datetime:
    """Return a time in UTC, cut to whole seconds: what messypr itself writes down."""
    return time.astimezone(UTC).replace(microsecond=0)


def as_text(time: datetime | None) -> str:
    """Return a time in ISO 8601, with ``Z`` for UTC; "" where there is none."""
    if time is None:
        return ""
    coarse = time.microsecond and time.microsecond % MILLISECOND == 0
    text = time.isoformat(timespec="milliseconds" if coarse else "auto")
    return f"{text.removesuffix('+00:00')}Z" if text.endswith("+00:00") else text
