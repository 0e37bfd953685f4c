"""The API's limits per request; a test can lower them to stay small."""

from __future__ import annotations

from dataclasses import dataclass

CHARS_PER_TOKEN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits of the embeddings endpoint and the length of its vectors.

    Observed: 256 inputs (0xPlaygrounds/rig, one_request_over_mistrals_batch_cap, 2026-08-15),
    16 384 tokens per request (semantic-router#297), 8 192 per text (langchain#20523).
    ``dimensions`` None is what the model has: 1 024, codestral-embed 1 536.
    """

    inputs: int = 256
    tokens: int = 16_384
    tokens_per_text: int = 8_192
    dimensions: int | None = None


def tokens_of(text: str) -> int:
    """Return about how many tokens a text has: there is no tokenizer, 4 characters make one."""
    return tokens_in(len(text))


def tokens_in(characters: int) -> int:
    """Return about how many tokens some characters make."""
    return characters // CHARS_PER_TOKEN + 1
