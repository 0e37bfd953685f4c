"""The catalogue of 101 defects: pairs of messy and right code, by the letters of its chapters."""

from . import (
    batches,
    costs,
    embedding,
    failures,
    lifecycle,
    messages,
    migration,
    models,
    privacy,
    retries,
    secrets,
    streaming,
    structured,
    timeouts,
    tools,
)
from .pair import Pair

PAIRS: tuple[Pair, ...] = (
    *lifecycle.PAIRS,
    *secrets.PAIRS,
    *models.PAIRS,
    *messages.PAIRS,
    *streaming.PAIRS,
    *tools.PAIRS,
    *structured.PAIRS,
    *embedding.PAIRS,
    *batches.PAIRS,
    *retries.PAIRS,
    *timeouts.PAIRS,
    *costs.PAIRS,
    *failures.PAIRS,
    *privacy.PAIRS,
    *migration.PAIRS,
)
ELSEWHERE = {  # what neither the wire nor an answer shows
    "B04": "the SDK's configuration, key included, goes to a log file",
    "B05": "prompts and answers go to a log file",
}
