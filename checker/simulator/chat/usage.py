"""The usage of an answer: how many tokens it is billed."""

from __future__ import annotations

from typing import Any, Literal

from checker.simulator.wire.answer import NULL, Usage

UNKNOWN = (  # 0xPlaygrounds/rig, embedding_matrix
    *("completion_tokens_details", "prompt_audio_seconds", "prompt_token_details"),
    *("prompt_tokens_details", "request_count", "service_tier"),
)


def counted(prompt: int, completion: int) -> dict[str, Any]:
    """Return prompt and completion tokens and their sum."""
    return {
        "prompt_tokens": prompt,
        "completion_tokens": completion,
        "total_tokens": prompt + completion,
    }


def of_completion(
    given: Usage | Literal["null"] | None,
    estimate: Usage,
    most: int | None,
    *,
    audio: bool = False,
) -> dict[str, Any] | None:
    """Return the usage of a completion, as recorded in August 2026 (rig, 68 of 68 streams).

    An estimate is never above ``most``, the ``max_tokens`` of all answers together.
    """
    if given == NULL:
        return None
    prompt, completion = estimate
    if most is not None:
        completion = min(completion, most)
    heard = {"audio_tokens": prompt} if audio else {}  # rig, multimodal_content
    seconds = {"prompt_audio_seconds": 1} if audio else {}
    return {
        **counted(*(given or (prompt, completion))),
        **seconds,
        "prompt_tokens_details": {"cached_tokens": 0, **heard},
        "service_tier": "standard",
    }


def of_vectors(tokens: int) -> dict[str, Any]:
    """Return the usage of embeddings (rig, embedding_matrix)."""
    return {**counted(tokens, 0), **dict.fromkeys(UNKNOWN)}
