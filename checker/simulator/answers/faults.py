"""What goes wrong between a client and the API, on demand."""

from __future__ import annotations

from checker.simulator.answer import Answer, Cut, CutShort, Hang, Piece, Reordered, Stream, Usual
from checker.simulator.answers.completions import stream


def hang() -> Hang:
    """Return no answer, ever; the client must give up."""
    return Hang()


def cut() -> Cut:
    """Return a closed connection instead of an answer (SDK: RemoteProtocolError)."""
    return Cut()


def reset() -> Cut:
    """Return a connection reset instead of an answer (SDK: ReadError)."""
    return Cut(reset=True)


def cut_short(answer: Answer | None = None, *, after: int = 1, inside: bool = False) -> CutShort:
    """Return an answer that breaks off, by default the usual one.

    A stream breaks off after so many events, with ``inside`` in the middle of the next; any other
    answer in the middle of its body.
    """
    return CutShort(answer=answer or Usual(), after=after, inside=inside)


def drip(*words: str, every: float) -> Stream:
    """Return a stream that sends a word every so many seconds: each read succeeds, none is last."""
    pieces: list[Piece] = []
    for word in words:
        pieces += [word, every]
    return stream(*pieces)


def reordered() -> Reordered:
    """Return the usual answer with its items in another order; each keeps its ``index``."""
    return Reordered()
