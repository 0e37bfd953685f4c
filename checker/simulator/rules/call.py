"""One request as its endpoint sees it, and the routes by which it gets there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import parse_qs, unquote

from checker.simulator.store.memory import Memory
from checker.simulator.wire.answer import Raw, Reply, Stream
from checker.simulator.wire.gate import Gate
from checker.simulator.wire.values import WireRequest

GLOBAL = "global"
MAX_NUMBER_DIGITS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointCall:
    """A request, what its path names, and what the simulator remembers."""

    request: WireRequest
    memory: Memory
    named: Mapping[str, str]

    @property
    def body(self) -> dict[str, Any]:
        """The fields of the body, once it is known to be an object."""
        return self.request.body if isinstance(self.request.body, dict) else {}

    @property
    def query(self) -> dict[str, list[str]]:
        """The fields of the query."""
        return parse_qs(self.request.path.partition("?")[2])

    def asked(self, name: str, otherwise: str = "") -> str:
        """Return one field of the query."""
        return (self.query.get(name) or [otherwise])[-1]

    def number(self, name: str, otherwise: int) -> int:
        """Return one field of the query as a whole number, 0 where it is none."""
        text = self.asked(name, str(otherwise))
        return int(text) if text.isdecimal() and len(text) <= MAX_NUMBER_DIGITS else 0

    @property
    def regional(self) -> bool:
        """Whether it came to a regional host."""
        return self.request.region != GLOBAL

    @property
    def base_url(self) -> str:
        """The URL by which the client found us."""
        return f"{self.request.scheme}://{self.request.headers.get('host', '')}"


class Form(Protocol):
    """How an endpoint sends completions."""

    def whole(self, reply: Reply, call: EndpointCall, /) -> Raw:
        """Return the reply as one JSON object."""
        ...

    def stream(self, reply: Reply, /) -> Stream:
        """Return the reply as the events it is sent in."""
        ...

    def events(self, stream: Stream, call: EndpointCall, /) -> Iterator[bytes | Gate | float]:
        """Yield the events as bytes, and what holds them back; without the end of the stream."""
        ...

    @property
    def end(self) -> bytes:
        """The end of a stream that is whole."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One method on one path.

    Attributes:
        path: With ``{name}`` for a segment that names something.
        refusal: Returns how the API refuses the request, None where it takes it.
        usual: Returns the answer when nothing is scripted; only to requests it takes.
        form: How completions are sent, None where there are none.
        regional: Whether regional hosts have it too.
        open: Whether it asks for no key.
    """

    method: str
    path: str
    refusal: Callable[[EndpointCall], Raw | None]
    usual: Callable[[EndpointCall], Reply | Raw]
    form: Form | None = None
    regional: bool = True
    open: bool = False


def matched(route: Route, segments: list[str]) -> dict[str, str] | None:
    """Return what the segments of a path name, None where they are not the route's."""
    wanted = route.path.strip("/").split("/")
    if len(wanted) != len(segments):
        return None
    named = {}
    for want, got in zip(wanted, segments, strict=True):
        if want.startswith("{"):
            named[want[1:-1]] = unquote(got)
        elif want != got:
            return None
    return named
