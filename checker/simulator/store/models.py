"""The models that are served, with their aliases, context lengths and lives.

Source: model cards of mistralai/platform-docs-public as of 2026-08-21; dates of deprecation and
retirement from the same cards (docs.mistral.ai/models/mistral-nemo-12b-24-07) and, for Medium 3.1,
from the comments of anomalyco/models.dev. Other ids that were retired before are absent: the API
refuses them like unknown ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

KIBI = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One model; ``serves`` names the capabilities of its card.

    Attributes:
        everywhere: Regional hosts serve it too (which do is ours: docs, regional inference, say
            that it varies).
        several: It gives ``n`` answers at once (docs, chat completions: not mistral-large-2512).
    """

    id: str
    aliases: tuple[str, ...]
    context: int
    serves: frozenset[str]
    deprecated: date | None = None
    retired: date | None = None
    replacement: str | None = None
    everywhere: bool = True
    several: bool = True


CHAT = frozenset({"completion_chat", "function_calling"})
REASONING = CHAT | {"reasoning"}
CODE = CHAT | {"completion_fim"}
EMBEDDINGS = frozenset({"embeddings"})  # no capability of the SDK's card; ours
MODERATION = frozenset({"moderation", "classification"})
OCR = frozenset({"ocr"})
ANNOUNCED = date(2026, 5, 22)


def _model(
    name: str, aliases: str, context: int, serves: frozenset[str], *, several: bool = True
) -> Model:
    named = tuple(aliases.split())
    return Model(id=name, aliases=named, context=context, serves=serves, several=several)


def _old(name: str, aliases: str, serves: frozenset[str], retired: date, replacement: str) -> Model:
    return Model(
        id=name,
        aliases=tuple(aliases.split()),
        context=128 * KIBI,
        serves=serves,
        deprecated=ANNOUNCED,
        retired=retired,
        replacement=replacement,
    )


MODELS = (
    _model("mistral-large-2512", "mistral-large-latest", 256 * KIBI, CHAT, several=False),
    _model("mistral-medium-3-5", "mistral-medium-3 mistral-medium-latest", 256 * KIBI, REASONING),
    _model("mistral-small-2603", "mistral-small-latest", 256 * KIBI, REASONING),
    _model("ministral-3b-2512", "ministral-3b-latest", 256 * KIBI, CHAT),
    _model("ministral-8b-2512", "ministral-8b-latest", 256 * KIBI, CHAT),
    _model("ministral-14b-2512", "ministral-14b-latest", 256 * KIBI, CHAT),
    _model("codestral-2508", "codestral-latest", 128 * KIBI, CODE),
    _model("mistral-embed-2312", "mistral-embed", 8 * KIBI, EMBEDDINGS),
    _model("codestral-embed-2505", "codestral-embed", 8 * KIBI, EMBEDDINGS),
    _model("mistral-moderation-2603", "mistral-moderation-latest", 128 * KIBI, MODERATION),
    _model("mistral-ocr-2512", "", 128 * KIBI, OCR),
    _model("mistral-ocr-4-0", "", 128 * KIBI, OCR),
    Model(
        id="mistral-ocr-4-1",
        aliases=("mistral-ocr-latest",),
        context=128 * KIBI,
        serves=OCR,
        everywhere=False,
    ),
    _old("mistral-medium-2508", "", CHAT, date(2026, 8, 31), "mistral-medium-3-5"),
    _old("mistral-small-2506", "", CHAT, date(2026, 7, 31), "mistral-small-2603"),
    _old("devstral-2512", "devstral-latest", CHAT, date(2026, 7, 31), "mistral-medium-3-5"),
    _old(
        "open-mistral-nemo-2407", "open-mistral-nemo", CHAT, date(2026, 7, 31), "ministral-8b-2512"
    ),
)
BY_NAME = {name: model for model in MODELS for name in (model.id, *model.aliases)}


def known(name: object, today: date) -> Model | None:
    """Return the model of that id or alias, None if it does not exist or no longer exists."""
    model = BY_NAME.get(name) if isinstance(name, str) else None
    if model is None or (model.retired is not None and model.retired <= today):
        return None
    return model


def serving(name: object, capability: str, today: date) -> Model | None:
    """Return the model of that id or alias where it is live and has the capability."""
    model = known(name, today)
    return model if model is not None and capability in model.serves else None
