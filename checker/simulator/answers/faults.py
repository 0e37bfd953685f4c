"""Faults between a client and the API."""

from __future__ import annotations

from checker.simulator.answers.completions import stream
from checker.simulator.wire.answer import (
    Answer,
    Cut,
    CutShort,
    DefaultAnswer,
    Hang,
    Paced,
    Reordered,
)


def hang() -> Hang:
    """Return an answer that never comes; the client must give up."""
    return Hang()


def cut() -> Cut:
    """Return a closed connection instead of an answer (SDK: RemoteProtocolError)."""
    return Cut()


def reset() -> Cut:
    """Return a connection reset instead of an answer (SDK: ReadError)."""
    return Cut(reset=True)


def cut_short(answer: Answer | None = None, *, after: int = 1, inside: bool = False) -> CutShort:
    """Return an answer that breaks off, by default the default answer.

    A stream breaks off after ``after`` events, with ``inside`` in the middle of the next one;
    any other answer breaks off in the middle of its body.
    """
    return CutShort(answer=answer or DefaultAnswer(), after=after, inside=inside)


def drip(*words: str, every: float) -> Paced:
    """Return a stream that sends a word every ``every`` seconds: no read fails, but none is last.

    Without words it is the default answer that comes this slowly; a request without a stream
    gets it at once.
    """
    return Paced(answer=stream(*words) if words else DefaultAnswer(), every=every)


def without_done(answer: Answer | None = None) -> Paced:
    """Return an answer, by default the default answer, whose stream ends without ``[DONE]``."""
    return Paced(answer=answer or DefaultAnswer(), done=False)


def reordered() -> Reordered:
    """Return the default answer with its items in another order; each keeps its ``index``."""
    return Reordered()
