"""What a module of an endpoint has to offer."""

from __future__ import annotations

from typing import Protocol

from checker.simulator.rules.call import Route


class Surface(Protocol):
    """One endpoint of the API.

    Attributes:
        NAME: What the wire log calls it.
        ROUTES: Its paths and methods; where two fit, the first wins.
    """

    NAME: str
    ROUTES: tuple[Route, ...]
