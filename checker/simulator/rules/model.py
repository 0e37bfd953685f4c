"""Which model can be used for what, where and when."""

from __future__ import annotations

from checker.simulator.rules.call import EndpointCall
from checker.simulator.wire.answer import Headers, Raw
from checker.simulator.wire.error_bodies import error, invalid_model

DEPRECATION = "x-model-deprecation-timestamp"  # SDK 3.7.0, _hooks/deprecation_warning.py


def refusal(call: EndpointCall, name: str, capability: str) -> Raw | None:
    """Return the API's refusal of a model that is unknown, retired or unable to do this.

    Retired ids are refused like unknown ones, as observed (docs of embabel-agent: "retired by
    Mistral on 2026-05-31 and now returns 400 (invalid model)"); the lifecycle page of the docs
    says 404. Words and code 3003: livekit/agents#7308; that a regional host uses them is ours.
    """
    model = call.memory.model(name)
    if model is None or capability not in model.serves:
        return invalid_model(name)
    if call.regional and not model.everywhere:
        words = f"Model {name} is currently not in use"
        return error(400, words, "invalid_request_error", "3003")
    return None


def headers(call: EndpointCall, name: str) -> Headers:
    """Return the header that announces a model's end of life.

    Only on JSON answers: the SDK's hook reads the body, which raises ResponseNotRead for a
    stream.
    """
    model = call.memory.model(name)
    if model is None or model.retired is None:
        return ()
    return ((DEPRECATION, f"{model.retired.isoformat()}T12:00:00Z"),)
