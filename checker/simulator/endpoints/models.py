"""GET /v1/models and /v1/models/{id}: the table of models, as the SDK's cards."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from checker.simulator.answer import Raw
from checker.simulator.limits import Limits
from checker.simulator.models import BY_NAME, EMBEDDINGS, MODELS, Model
from checker.simulator.refusals import as_json, error
from checker.simulator.wire import WireRequest

NAME = "models"
METHODS: tuple[str, ...] = ("GET",)
COMPLETES = False
PATH = "/v1/models"


def serves(path: str) -> bool:
    """Return whether the path is the list or one model."""
    return path == PATH or (path.startswith(f"{PATH}/") and "/" not in path[len(PATH) + 1 :])


def refusal(request: WireRequest, _limits: Limits) -> Raw | None:
    """Return a 404 for a model that does not exist (the wording is ours)."""
    name = _name(request)
    if not name or name in BY_NAME:
        return None
    return error(404, f"Model {name} not found", "invalid_model", "1500")


def usual(request: WireRequest, _limits: Limits) -> Raw:
    """Return the list, or the card of one model."""
    name = _name(request)
    if name:
        return as_json(200, _card(BY_NAME[name], name))
    names = [(model, name) for model in MODELS for name in (model.id, *model.aliases)]
    return as_json(200, {"object": "list", "data": [_card(*entry) for entry in names]})


def _name(request: WireRequest) -> str:
    return unquote(request.path.partition("?")[0][len(PATH) + 1 :])


def _card(model: Model, name: str) -> dict[str, Any]:
    """Return a BaseModelCard of SDK 3.7.0; aliases have cards of their own, like the real list."""
    return {
        "id": name,
        "object": "model",
        "type": "base",
        "owned_by": "mistralai",
        "name": model.id,
        "aliases": [other for other in (model.id, *model.aliases) if other != name],
        "max_context_length": model.context,
        "capabilities": dict.fromkeys(sorted(model.serves - EMBEDDINGS), True),
        "deprecation": None,
    }
