"""The API's limits per request; a test can lower them to stay small."""

from __future__ import annotations

from dataclasses import dataclass

CHARS_PER_TOKEN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits of the embeddings endpoint and the length of its vectors.

    Observed: 512 inputs (edgequake-llm#74), 16 384 tokens per request (semantic-router#297),
    8 192 per text (langchain#20523). ``dimensions`` is ours: real vectors have 1 024.
    """

    inputs: int = 512
    tokens: int = 16_384
    tokens_per_text: int = 8_192
    dimensions: int = 64


def tokens_of(text: str) -> int:
    """Return about how many tokens a text has: there is no tokenizer, 4 characters make one."""
    return tokens_in(len(text))


def tokens_in(characters: int) -> int:
    """Return about how many tokens some characters make."""
    return characters // CHARS_PER_TOKEN + 1
