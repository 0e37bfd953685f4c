"""GET /v1/models and /v1/models/{id}: the table of models, as the SDK's cards."""

from __future__ import annotations

from datetime import date
from typing import Any

from checker.simulator.canned.ids import unique
from checker.simulator.rules.call import EndpointCall, Route
from checker.simulator.store.models import EMBEDDINGS, Model
from checker.simulator.wire.answer import Raw
from checker.simulator.wire.error_bodies import as_json, error, forbidden

NAME = "models"
CREATED_UNIX_SECONDS = 1_787_270_400  # 2026-08-21
CAPABILITIES = (  # SDK 3.7.0: ModelCapabilities
    *("completion_chat", "function_calling", "reasoning", "completion_fim", "fine_tuning"),
    *("vision", "ocr", "classification", "moderation", "audio", "audio_transcription"),
    *("audio_transcription_realtime", "audio_speech", "unified_resources"),
)


def nothing(_call: EndpointCall) -> None:
    """Refuse nothing."""


def unknown(call: EndpointCall) -> Raw | None:
    """Return a 404 for a model that does not exist, or no longer exists (the wording is ours)."""
    name = call.named["model"]
    if _here(call, name) is not None:
        return None
    return error(404, f"Model {name} not found", "invalid_model", "1500")


def listed(call: EndpointCall) -> Raw:
    """Return every model under each of its names."""
    names = [(model, name) for model in call.memory.models for name in (model.id, *model.aliases)]
    data = [_card(*entry) for entry in names if _here(call, entry[1]) is not None]
    return as_json(200, {"object": "list", "data": data})


def retrieved(call: EndpointCall) -> Raw:
    """Return the card of one model."""
    name = call.named["model"]
    model = call.memory.model(name)
    assert model is not None  # noqa: S101  # ``unknown`` came first
    return as_json(200, _card(model, name))


def untouchable(call: EndpointCall) -> Raw | None:
    """Return a 403: docs, error glossary, "attempting to delete a base model"; words ours."""
    return unknown(call) or forbidden("Base models cannot be deleted.")


def _here(call: EndpointCall, name: str) -> Model | None:
    """Return the model of that name if this host serves it today (docs, regional inference)."""
    model = call.memory.model(name)
    if model is not None and call.regional and not model.everywhere:
        return None
    return model


def _card(model: Model, name: str) -> dict[str, Any]:
    """Return a BaseModelCard of SDK 3.7.0; aliases have cards of their own, as in the real list.

    Fields as in the card of devstral-2512 quoted in anomalyco/models.dev#3040.
    """
    serves = model.serves - EMBEDDINGS
    return {
        "id": name,
        "object": "model",
        "created": CREATED_UNIX_SECONDS,
        "owned_by": "mistralai",
        "capabilities": {each: each in serves for each in CAPABILITIES},
        "name": model.name or model.id,
        "description": f"Official {model.id} Mistral AI model",
        "max_context_length": model.context,
        "aliases": [other for other in (model.id, *model.aliases) if other != name],
        "deprecation": _moment(model.retired),
        "deprecation_replacement_model": model.replacement,
        "default_model_temperature": model.temperature,
        **_type(model),
    }


def _type(model: Model) -> dict[str, Any]:
    """Return the fields by which a FTModelCard of SDK 3.7.0 differs from a BaseModelCard."""
    if not model.root:
        return {"type": "base"}
    return {"type": "fine-tuned", "job": unique(model.id), "root": model.root, "archived": False}


def _moment(day: date | None) -> str | None:
    return None if day is None else f"{day.isoformat()}T12:00:00Z"


ROUTES: tuple[Route, ...] = (
    Route(method="GET", path="/v1/models", refusal=nothing, usual=listed),
    Route(method="GET", path="/v1/models/{model}", refusal=unknown, usual=retrieved),
    Route(method="DELETE", path="/v1/models/{model}", refusal=untouchable, usual=retrieved),
)
