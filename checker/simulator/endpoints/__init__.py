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
    transcriptions,
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
    transcriptions,
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


# Families of the real API that are not simulated (SDK 3.7.0).
ELSEWHERE = (
    *("/v1/audio", "/v1/client", "/v1/connectors", "/v1/context", "/v1/events", "/v1/fine_tuning"),
    *("/v1/libraries", "/v1/observability", "/v1/prompts", "/v1/rag", "/v1/responses"),
    *("/v1/service-accounts", "/v1/skills", "/v1/triggers", "/v1/users", "/v1/webhooks"),
    *("/v1/whoami", "/v1/workflows", "/v2"),
)


def not_simulated(path: str) -> str:
    """Return the family of a path that the real API has and we have not, "" if there is none."""
    bare = path.partition("?")[0]
    found = (each for each in ELSEWHERE if bare == each or bare.startswith(f"{each}/"))
    return next(found, "")


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
