"""The endpoints there are, one module each; to add one, write its module and name it here."""

from checker.simulator.endpoints import chat, embeddings, models
from checker.simulator.endpoints.surface import Surface

SURFACES: tuple[Surface, ...] = (chat, embeddings, models)


def serving(path: str) -> Surface | None:
    """Return the endpoint of a path, None where the API has none there."""
    bare = path.partition("?")[0]
    return next((surface for surface in SURFACES if surface.serves(bare)), None)
