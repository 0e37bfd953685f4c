"""A request as its endpoint sees it, and the routes that lead to the endpoint."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import parse_qs, unquote

from checker.simulator.store.memory import Memory
from checker.simulator.wire.answer import Pause, Raw, Reply, Stream
from checker.simulator.wire.gate import Gate
from checker.simulator.wire.values import WireRequest

GLOBAL = "global"
MAX_NUMBER_DIGITS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointCall:
    """A request, the names in its path, and the simulator's memory."""

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
        """Return one field of the query as a whole number, 0 if it is none."""
        text = self.asked(name, str(otherwise))
        return int(text) if text.isdecimal() and len(text) <= MAX_NUMBER_DIGITS else 0

    @property
    def regional(self) -> bool:
        """Whether the request came to a regional host."""
        return self.request.region != GLOBAL

    @property
    def base_url(self) -> str:
        """The URL at which the client reached the simulator."""
        return f"{self.request.scheme}://{self.request.headers.get('host', '')}"


class Form(Protocol):
    """The form in which an endpoint sends completions."""

    def whole(self, reply: Reply, call: EndpointCall, /) -> Raw:
        """Return the reply as one JSON object."""
        ...

    def stream(self, reply: Reply, call: EndpointCall, /) -> Stream:
        """Return the reply as the events it is sent in."""
        ...

    def events(
        self, stream: Stream, call: EndpointCall, /
    ) -> Iterator[bytes | Gate | Pause | float]:
        """Yield the events as bytes, and the gates and pauses between them; without the end."""
        ...

    @property
    def end(self) -> bytes:
        """The end of a complete stream."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One method on one path.

    Attributes:
        path: The path, with ``{name}`` for a variable segment.
        refusal: Returns the API's refusal of a request, None if it accepts it.
        usual: Returns the default answer to an accepted request.
        form: The form of its completions, None if it has none.
        regional: Whether regional hosts have it too.
        open: Whether it works without a key.
    """

    method: str
    path: str
    refusal: Callable[[EndpointCall], Raw | None]
    usual: Callable[[EndpointCall], Reply | Raw]
    form: Form | None = None
    regional: bool = True
    open: bool = False


def matched(route: Route, segments: list[str]) -> dict[str, str] | None:
    """Return the values of the variable segments, None if the path is not the route's."""
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
