"""Texts to embed or to classify: one, or a list of them."""

from __future__ import annotations

from typing import Any

from checker.simulator.rules import completion_fields, fields, model
from checker.simulator.rules.call import EndpointCall
from checker.simulator.wire.answer import Raw
from checker.simulator.wire.error_bodies import problem

TO_CLASSIFY: fields.Table = {  # SDK 3.7.0: ClassificationRequest
    "model": fields.text,
    "input": fields.anything,
    "metadata": fields.mapping,
}


def refusal(call: EndpointCall, capability: str) -> Raw | None:
    """Return what is wrong with a request to classify texts: fields, texts, model, size."""
    refused = fields.refusal(call.request, TO_CLASSIFY, ("model", "input"))
    if refused is not None:
        return refused
    wrong = problem_of(call.body["input"])
    return fields.refused([] if wrong is None else [wrong]) or classified(
        call, capability, call.request.inputs
    )


def classified(call: EndpointCall, capability: str, texts: list[str]) -> Raw | None:
    """Return why a model does not classify texts: it cannot, or they are too long (ours).

    Without a limit one request would keep all others waiting for seconds.
    """
    name = call.request.model
    return model.refusal(call, name, capability) or completion_fields.too_long(call, name, texts)


def problem_of(given: Any) -> dict[str, Any] | None:
    """Return what is wrong with the first wrong text."""
    texts = given if isinstance(given, list) else [given]
    if not texts:  # the wording is ours
        return problem("too_short", ("input",), "List should have at least 1 item", given)
    for index, text in enumerate(texts):
        loc = ("input", index) if isinstance(given, list) else ("input",)
        if not isinstance(text, str):
            return problem("string_type", loc, "Input should be a valid string", text)
        if not text:  # the wording is ours
            return problem("string_too_short", loc, "String should have at least 1 character", text)
    return None
