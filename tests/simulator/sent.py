"""Which fields of the SDK's models an answer left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

# The real API was not seen to send these: left out where nothing asks for them.
MAY_BE_ABSENT = {
    "AssistantMessage": {"prefix"},  # never in 141 recorded answers
    "BaseModelCard": {
        *("internal", "billing_model_name"),
        *("audio_transcription_capabilities", "audio_speech_capabilities"),
    },
    "ChatCompletionChoice": {"messages", "logprobs", "prompt_logprobs"},
    "CompletionChunk": {"usage"},  # the last event alone has it (docs, streaming)
    "CompletionResponseStreamChoice": {"logprobs", "prompt_logprobs"},
    "DeltaMessage": {"role", "content", "tool_calls", "tool_call_id", "index", "metadata"},
    "Function": {"description", "strict"},
    "ParsedChatCompletionChoice": {"messages", "logprobs", "prompt_logprobs"},
    "ThinkChunk": {"signature", "closed"},
    "UsageInfo": {"prompt_audio_seconds", "service_tier"},
    "WebSearchTool": {"tool_configuration"},
}


def left_out(value: Any) -> set[str]:
    """Return ``Model.field`` for every field that an answer should have had."""
    return set(_left_out(value))


def _left_out(value: Any) -> Iterator[str]:
    match value:
        case BaseModel():
            kind = type(value)
            absent = set(kind.model_fields) - value.model_fields_set
            yield from (
                f"{kind.__name__}.{name}"
                for name in absent - MAY_BE_ABSENT.get(kind.__name__, set())
            )
            for name in kind.model_fields:
                yield from _left_out(getattr(value, name))
        case Mapping():
            for inner in value.values():
                yield from _left_out(inner)
        case list() | tuple():
            for inner in value:
                yield from _left_out(inner)
