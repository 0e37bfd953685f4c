"""The models that are served, with their aliases and context lengths.

Source: model cards of mistralai/platform-docs-public as of 2026-08-21. Models whose retirement
date lies before this project's are absent: the API refuses them like unknown ones.
"""

from __future__ import annotations

from dataclasses import dataclass

K = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One model; ``serves`` names the capabilities of its card."""

    id: str
    aliases: tuple[str, ...]
    context: int
    serves: frozenset[str]


CHAT = frozenset({"completion_chat", "function_calling"})
REASONING = CHAT | {"reasoning"}
CODE = CHAT | {"completion_fim"}
EMBEDDINGS = frozenset({"embeddings"})  # no capability of the SDK's card; ours
MODERATION = frozenset({"moderation", "classification"})
OCR = frozenset({"ocr"})


def _model(name: str, aliases: str, context: int, serves: frozenset[str]) -> Model:
    return Model(id=name, aliases=tuple(aliases.split()), context=context, serves=serves)


MODELS = (
    _model("mistral-large-2512", "mistral-large-latest", 256 * K, CHAT),
    _model("mistral-medium-3-5", "mistral-medium-3 mistral-medium-latest", 256 * K, REASONING),
    _model("mistral-small-2603", "mistral-small-latest", 256 * K, REASONING),
    _model("ministral-3b-2512", "ministral-3b-latest", 256 * K, CHAT),
    _model("ministral-8b-2512", "ministral-8b-latest", 256 * K, CHAT),
    _model("ministral-14b-2512", "ministral-14b-latest", 256 * K, CHAT),
    _model("codestral-2508", "codestral-latest", 128 * K, CODE),
    _model("mistral-embed-2312", "mistral-embed", 8 * K, EMBEDDINGS),
    _model("codestral-embed-2505", "codestral-embed", 8 * K, EMBEDDINGS),
    _model("mistral-moderation-2603", "mistral-moderation-latest", 128 * K, MODERATION),
    _model("mistral-ocr-2512", "", 128 * K, OCR),
    _model("mistral-ocr-4-0", "", 128 * K, OCR),
    _model("mistral-ocr-4-1", "mistral-ocr-latest", 128 * K, OCR),
)
BY_NAME = {name: model for model in MODELS for name in (model.id, *model.aliases)}


def serving(name: object, capability: str) -> Model | None:
    """Return the model of that id or alias where it is live and has the capability."""
    model = BY_NAME.get(name) if isinstance(name, str) else None
    return model if model is not None and capability in model.serves else None
