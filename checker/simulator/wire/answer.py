"""The answers that the simulator can be scripted to give: a closed union of values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from checker.simulator.wire.gate import Gate
from checker.simulator.wire.values import WireRequest

Headers: TypeAlias = tuple[tuple[str, str], ...]
Usage: TypeAlias = tuple[int, int]  # prompt tokens, completion tokens
NULL: Literal["null"] = "null"  # a usage that is sent as null, which the real API never does


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolCall:
    """One call that the model makes; ``arguments`` are sent unchanged."""

    name: str
    arguments: str | Mapping[str, Any]
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A completion, sent as JSON or as events, as the request asks for.

    ``usage`` None means an estimate; ``content`` may be chunks, as reasoning models send them.
    An empty ``content_type`` means the right one. ``entries`` are the tools that ran at the API
    and the handoffs of a conversation before the answer.
    """

    content: str | Sequence[Mapping[str, Any]] | None
    finish_reason: str
    usage: Usage | Literal["null"] | None = None
    tool_calls: tuple[ToolCall, ...] = ()
    entries: tuple[Mapping[str, Any], ...] = ()
    headers: Headers = ()
    content_type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Some seconds by the simulator's clock, which a test can stop and advance."""

    seconds: float


# Text, chunks and None are content; a mapping is merged into the event, bytes are sent as they
# are; a gate or a number of seconds holds back what follows.
Piece: TypeAlias = (
    str
    | bytes
    | Sequence[Mapping[str, Any]]
    | Mapping[str, Any]
    | ToolCall
    | Gate
    | Pause
    | float
    | None
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """Explicit server-sent events; see ``answers.stream``."""

    pieces: tuple[Piece, ...]
    finish_reason: str | None
    usage: Usage | Literal["null"] | None = None
    opening: bool = True
    together: bool = False
    done: bool = True
    cut_after: int | None = None
    cut_inside: bool = False
    headers: Headers = ()
    content_type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """Any HTTP answer, byte for byte."""

    status: int
    content: bytes
    content_type: str
    headers: Headers = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DefaultAnswer:
    """The endpoint's answer without a script."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reordered:
    """The endpoint's answer without a script, its ``data`` in reverse order.

    Each item keeps its ``index``, by which a careful client finds its way.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Hang:
    """An answer that never comes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """The connection ends without an answer: closed, or reset where that is asked for."""

    reset: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CutShort:
    """An answer whose connection is closed before it is whole.

    Of a stream ``after`` events are sent, and half of the next one with ``inside``; of any
    other answer half of its body.
    """

    answer: Answer
    after: int
    inside: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Paced:
    """An answer whose events come ``every`` seconds, optionally without ``[DONE]``.

    It changes nothing in an answer that is no stream.
    """

    answer: Answer
    every: float = 0.0
    done: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An answer that waits at a gate."""

    gate: Gate
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Slow:
    """An answer that waits for some seconds; prefer a gate that the test can open."""

    seconds: float
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class AtPace:
    """An answer as fast as a model: the first byte after some seconds, then so many tokens each.

    The seconds are those of the simulator's clock; 0 tokens a second is no limit.
    """

    answer: Answer
    first_byte: float
    tokens_a_second: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """An answer that a function makes of the request, on the network's thread."""

    make: Callable[[WireRequest], Answer]


Plain: TypeAlias = (
    Reply | Stream | Raw | DefaultAnswer | Reordered | Paced
)  # what has a form at once
Answer: TypeAlias = Plain | Hang | Cut | CutShort | Held | Slow | AtPace | Computed


def completes(answer: Answer) -> bool:
    """Return whether the answer is a completion: only some endpoints can send one."""
    match answer:
        case Held() | Slow() | CutShort() | Paced() | AtPace():
            return completes(answer.answer)
        case _:
            return isinstance(answer, Reply | Stream)
