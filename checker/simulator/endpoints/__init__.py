"""All endpoints, one module each; to add one, write its module, list it here.

A test reaches it as an attribute of ``Simulator``, which must be added there too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from checker.simulator.endpoints import (
    agent_completions,
    agents,
    batch,
    chat,
    classifications,
    conversations,
    embeddings,
    files,
    fim,
    models,
    moderations,
    ocr,
)
from checker.simulator.endpoints.surface import Surface
from checker.simulator.rules.call import Route, matched

SURFACES: tuple[Surface, ...] = (
    chat,
    embeddings,
    fim,
    moderations,
    classifications,
    models,
    files,
    batch,
    ocr,
    agent_completions,
    agents,
    conversations,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteMatch:
    """The endpoint that a path belongs to, and its routes by method."""

    endpoint: str
    routes: Mapping[str, tuple[Route, Mapping[str, str]]]

    @property
    def regional(self) -> bool:
        """Whether regional hosts have it too."""
        return any(route.regional for route, _ in self.routes.values())


@lru_cache(maxsize=1024)
def route_of(path: str) -> RouteMatch | None:
    """Return the endpoint of a path, None if the API has nothing there."""
    segments = path.partition("?")[0].removeprefix("/").split("/")
    for surface in SURFACES:
        routes = {
            route.method: (route, named)
            for route in reversed(surface.ROUTES)
            if (named := matched(route, segments)) is not None
        }
        if routes:
            return RouteMatch(endpoint=surface.NAME, routes=routes)
    return None
