"""What every endpoint module provides."""

from __future__ import annotations

from typing import Protocol

from checker.simulator.rules.call import Route


class Surface(Protocol):
    """One endpoint of the API.

    Attributes:
        NAME: Its name in the wire log.
        ROUTES: Its paths and methods; if two match, the first wins.
    """

    NAME: str
    ROUTES: tuple[Route, ...]
