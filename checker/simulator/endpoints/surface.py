"""What a module of an endpoint has to offer."""

from __future__ import annotations

from typing import Protocol

from checker.simulator.answer import Raw, Reply
from checker.simulator.limits import Limits
from checker.simulator.wire import WireRequest


class Surface(Protocol):
    """One endpoint of the API.

    Attributes:
        NAME: What the wire log calls it.
        METHODS: The HTTP methods it takes.
        COMPLETES: Whether it sends completions, as JSON or as events.
    """

    NAME: str
    METHODS: tuple[str, ...]
    COMPLETES: bool

    def serves(self, path: str, /) -> bool:
        """Return whether the path, without its query, is this endpoint's."""
        ...

    def refusal(self, request: WireRequest, limits: Limits, /) -> Raw | None:
        """Return how the API refuses the request, None where it takes it."""
        ...

    def usual(self, request: WireRequest, limits: Limits, /) -> Reply | Raw:
        """Return the answer when nothing is scripted; only to requests it takes."""
        ...
