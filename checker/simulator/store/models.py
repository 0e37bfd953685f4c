"""The models that are served, with their aliases, context lengths and lives.

As the list of models was recorded on 2026-08-15 (0xPlaygrounds/rig, list_models_smoke): ids,
aliases, capabilities, contexts, temperatures and the day of retirement. Models that were retired
shortly before that are from the model cards of mistralai/platform-docs-public as of 2026-08-21; all
older ids are absent, because the API refuses them like unknown ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

KIBI = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One model; ``serves`` names the capabilities of its card.

    Attributes:
        name: What its card says under ``name``, empty for the id.
        temperature: The default one, None where the card has none.
        dimensions: The length of its vectors, 0 where it has none.
        root: The model that was fine-tuned to make it, empty for a base model.
        everywhere: Regional hosts serve it too (which do is ours: docs, regional inference, say
            that it varies).
        several: It gives ``n`` answers at once (docs, chat completions: not mistral-large-2512).
        unlisted: Names that are accepted and not in the list of models (docs; the list was
            recorded without them).
        splits_calls: It streams a tool call in pieces, the name first (vercel/ai,
            mistral-incremental-tool-call); Mistral's own models send all calls in the last event.
    """

    id: str
    aliases: tuple[str, ...]
    context: int
    serves: frozenset[str]
    name: str = ""
    temperature: float | None = None
    dimensions: int = 0
    deprecated: date | None = None
    retired: date | None = None
    replacement: str | None = None
    everywhere: bool = True
    several: bool = True
    splits_calls: bool = False
    unlisted: tuple[str, ...] = ()
    root: str = ""


CHAT = frozenset({"completion_chat", "function_calling"})
SEEING = CHAT | {"vision"}
TUNABLE = SEEING | {"fine_tuning"}
REASONING = SEEING | {"reasoning"}
CODE = CHAT | {"completion_fim"}
AUDIO = CHAT | {"audio"}
EMBEDDINGS = frozenset({"embeddings"})  # no capability of the SDK's card; ours
MODERATION = frozenset({"moderation", "classification"})
OCR = frozenset({"ocr", "function_calling", "vision"})
TRANSCRIPTION = frozenset({"audio_transcription"})
REALTIME = frozenset({"audio_transcription_realtime"})
SPEECH = frozenset({"audio_speech", "fine_tuning", "function_calling"})
MEDIUM = "mistral-medium-3-5"
ANNOUNCED = date(2026, 5, 22)


def _model(
    name: str,
    aliases: str,
    context: int,
    serves: frozenset[str],
    temperature: float | None = None,
) -> Model:
    return Model(
        id=name,
        aliases=tuple(aliases.split()),
        context=context,
        serves=serves,
        temperature=temperature,
    )


def _ending(model: Model, retired: date, replacement: str = MEDIUM) -> Model:
    return replace(model, deprecated=ANNOUNCED, retired=retired, replacement=replacement)


AUGUST_31, JULY_31 = date(2026, 8, 31), date(2026, 7, 31)
MODELS = (
    _ending(_model("mistral-medium-2505", "", 128 * KIBI, TUNABLE, 0.3), AUGUST_31),
    _ending(_model("mistral-medium-2508", "", 128 * KIBI, TUNABLE, 0.3), AUGUST_31),
    _model(
        "codestral-2508",
        "codestral-latest mistral-code-latest mistral-code-fim-latest",
        *(256_000, CODE, 0.3),
    ),
    _ending(
        _model(
            "devstral-2512",
            "devstral-medium-latest devstral-latest mistral-code-agent-latest",
            *(256 * KIBI, CHAT, 0.2),
        ),
        AUGUST_31,
    ),
    _model(
        "mistral-small-2603",
        "mistral-small-latest mistral-vibe-cli-fast magistral-small-latest",
        *(256 * KIBI, REASONING, 0.3),
    ),
    _model("voxtral-small-2507", "voxtral-small-latest", 32 * KIBI, AUDIO, 0.2),
    _model(
        "labs-leanstral-1-5-1",
        "labs-leanstral-1-5",
        *(256 * KIBI, REASONING | {"unified_resources"}, 1.0),
    ),
    replace(
        _model("mistral-large-2512", "mistral-large-latest", 256 * KIBI, TUNABLE, 0.3),
        several=False,
    ),
    _model("ministral-3b-2512", "ministral-3b-latest", 128 * KIBI, TUNABLE, 0.3),
    _model("ministral-8b-2512", "ministral-8b-latest", 256 * KIBI, TUNABLE, 0.3),
    _model("ministral-14b-2512", "ministral-14b-latest", 256 * KIBI, TUNABLE, 0.3),
    replace(
        _model(
            MEDIUM,
            "mistral-medium-latest mistral-medium mistral-medium-3.5 mistral-medium-3 "
            "mistral-medium-2604 mistral-vibe-cli-latest mistral-vibe-cli-with-tools",
            *(256 * KIBI, REASONING, 1.0),
        ),
        name="mistral-medium-latest",
    ),
    replace(_model("glm-5-2", "zai-glm-5-2", 1024 * KIBI, CHAT | {"reasoning"}), splits_calls=True),
    replace(_model("mistral-embed-2312", "mistral-embed", 8 * KIBI, EMBEDDINGS), dimensions=1_024),
    replace(
        _model("codestral-embed-2505", "codestral-embed", 8 * KIBI, EMBEDDINGS),
        name="codestral-embed",
        dimensions=1_536,
    ),
    replace(
        _model("mistral-moderation-2603", "", 128 * KIBI, MODERATION),
        unlisted=("mistral-moderation-latest",),
    ),
    _model("mistral-ocr-2512", "mistral-ocr-3-0 mistral-ocr-3", 16 * KIBI, OCR, 0.0),
    _model("mistral-ocr-4-0", "", 16 * KIBI, OCR, 0.0),
    replace(
        _model("mistral-ocr-4-1", "mistral-ocr-latest mistral-ocr-4", 16 * KIBI, OCR, 0.0),
        name="mistral-ocr-latest",
        everywhere=False,
    ),
    _model("voxtral-mini-2602", "voxtral-mini-latest", 16 * KIBI, TRANSCRIPTION, 0.0),
    _model(
        "voxtral-mini-transcribe-realtime-2602",
        "voxtral-mini-realtime-2602 voxtral-mini-realtime-latest",
        *(32 * KIBI, REALTIME, 0.0),
    ),
    _model("voxtral-mini-tts-2603", "voxtral-mini-tts-latest", 4 * KIBI, SPEECH, 0.3),
    _ending(
        _model("mistral-small-2506", "", 128 * KIBI, TUNABLE, 0.3), JULY_31, "mistral-small-2603"
    ),
    _ending(
        _model("open-mistral-nemo-2407", "open-mistral-nemo", 128 * KIBI, CHAT, 0.3),
        *(JULY_31, "ministral-8b-2512"),
    ),
)
BY_NAME: Mapping[str, Model] = {
    name: model for model in MODELS for name in (model.id, *model.aliases, *model.unlisted)
}


def alive(model: Model | None, today: date) -> Model | None:
    """Return the model unless there is none, or none any more."""
    retired = model is None or (model.retired is not None and model.retired <= today)
    return None if retired else model


def own(name: str, like: Model) -> Model:
    """Return a client's own model, a fine-tuned one or a deployment, that works like another."""
    return replace(
        like,
        id=name,
        name="",
        aliases=(),
        root=like.id if name.startswith("ft:") else "",
        deprecated=None,
        retired=None,
        replacement=None,
    )
