"""The shapes of the SDK's models, as text that can be compared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from mistralai.client import models
from pydantic import BaseModel

ANSWERED = (
    *("ChatCompletionResponse", "CompletionEvent", "EmbeddingResponse", "FIMCompletionResponse"),
    *("ModerationResponse", "ClassificationResponse", "ModelList", "BaseModelCard"),
    *("CreateFileResponse", "GetFileResponse", "ListFilesResponse", "DeleteFileResponse"),
    *("GetSignedURLResponse", "BatchJob", "ListBatchJobsResponse", "DeleteBatchJobResponse"),
    *("OCRResponse", "Agent", "ConversationResponse", "ConversationHistory"),
    *("ConversationMessages", "ConversationEvents", "ModelConversation", "AgentConversation"),
)
ASKED = {  # by the modules whose table of fields they are
    "chat": "ChatCompletionRequest",
    "embeddings": "EmbeddingRequest",
    "fim": "FIMCompletionRequest",
    "moderations": "ClassificationRequest",
    "classifications": "ClassificationRequest",
    "batch": "CreateBatchJobRequest",
    "ocr": "OCRRequest",
    "agents": "CreateAgentRequest",
    "agent_completions": "AgentsCompletionRequest",
}


def shapes() -> dict[str, dict[str, str]]:
    """Return the fields of every model that an answer is read with, and what each may hold."""
    found: dict[str, dict[str, str]] = {}
    waiting: list[Any] = [getattr(models, name) for name in ANSWERED]
    while waiting:
        kind = waiting.pop()
        if kind.__name__ in found:
            continue
        found[kind.__name__] = {
            info.alias
            or name: f"{'required' if info.is_required() else 'optional'} {_words(info.annotation)}"
            for name, info in kind.model_fields.items()
        }
        for info in kind.model_fields.values():
            waiting += _models(info.annotation)
    return dict(sorted(found.items()))


def asked(name: str) -> set[str]:
    """Return the names on the wire of what a request of the SDK may hold."""
    kind = getattr(models, ASKED[name])
    return {info.alias or field for field, info in kind.model_fields.items()}


def _words(annotation: Any) -> str:
    """Return what a field may hold, without what checks it."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _words(arguments[0])
    if origin is Union:
        return " | ".join(map(_words, arguments))
    if origin is Literal:
        return " | ".join(map(repr, arguments))
    if hasattr(annotation, "__value__"):  # a TypeAliasType
        value = annotation.__value__
        return _words(value[arguments] if arguments else value)
    name = getattr(origin or annotation, "__name__", str(annotation))
    return f"{name}[{', '.join(map(_words, arguments))}]" if arguments else str(name)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the models inside an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    inner = getattr(annotation, "__value__", None)  # of a TypeAliasType
    for each in (*getattr(annotation, "__args__", ()), *([inner] if inner is not None else [])):
        yield from _models(each)
