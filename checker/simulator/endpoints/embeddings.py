"""POST /v1/embeddings: observed limits, and vectors whose cosine follows shared words."""

from __future__ import annotations

import base64
import hashlib
import struct
from typing import Any

from checker.simulator.canned.vectors import vector
from checker.simulator.chat import usage
from checker.simulator.rules import fields, inputs, model
from checker.simulator.rules.call import EndpointCall, Route
from checker.simulator.store.limits import Limits, tokens_of
from checker.simulator.wire.answer import Raw
from checker.simulator.wire.error_bodies import as_json, error, invalid

NAME = "embeddings"
FIELDS: fields.Table = {  # SDK 3.7.0: EmbeddingRequest
    "model": fields.text,
    "input": fields.anything,
    "metadata": fields.mapping,
    "output_dimension": fields.integer(1, 4096),
    "output_dtype": fields.one_of("float", "int8", "uint8", "binary", "ubinary"),
    "encoding_format": fields.one_of("float", "base64"),
}
WHOLE = ("int8", "uint8", "binary", "ubinary")  # sent as whole numbers
INT8_SCALE = 127


def refusal(call: EndpointCall) -> Raw | None:
    """Return what is wrong with the fields, the model, the texts or their number."""
    refused = fields.refusal(call.request, FIELDS, ("model", "input"))
    if refused is not None:
        return refused
    wrong = inputs.problem_of(call.body["input"])
    if wrong is not None:
        return invalid(wrong)
    return model.refusal(call, call.request.model, "embeddings") or _over(
        call.request.inputs, call.memory.limits
    )


def usual(call: EndpointCall) -> Raw:
    """Return one vector for each text, in order."""
    request = call.request
    vectors = [_typed(vector(text, _length(call)), call.body) for text in request.inputs]
    tokens = sum(map(tokens_of, request.inputs))
    body = {
        "id": hashlib.sha256(request.raw).hexdigest()[:32],
        "object": "list",
        "model": request.model,
        "data": [
            {"object": "embedding", "index": index, "embedding": value}
            for index, value in enumerate(vectors)
        ],
        "usage": usage.of_vectors(tokens),
    }
    return as_json(200, body, model.headers(call, request.model))


def _length(call: EndpointCall) -> int:
    """Return how many numbers a vector has: as asked, as set by the test, or as the model has."""
    model = call.memory.model(call.request.model)
    of_model = 0 if model is None else model.dimensions
    return int(call.body.get("output_dimension") or call.memory.limits.dimensions or of_model)


def _over(texts: list[str], limits: Limits) -> Raw | None:
    """Return the refusal of inputs over the limits (rig, semantic-router#297)."""
    tokens = [tokens_of(text) for text in texts]
    message = ""
    if len(texts) > limits.inputs:
        message = "Too many inputs in request, split into more batches."
    elif max(tokens) > limits.tokens_per_text:  # the wording is ours
        message = f"Input has {max(tokens)} tokens, at most {limits.tokens_per_text} are allowed."
    elif sum(tokens) > limits.tokens:
        message = "Too many tokens overall, split into more batches."
    return error(400, message, "invalid_request_prompt", "3210") if message else None


def _typed(values: list[float], body: dict[str, Any]) -> list[float] | list[int] | str:
    """Return a vector in the type that the request wants; the scale of integers is ours."""
    if body.get("encoding_format") == "base64":
        return base64.b64encode(struct.pack(f"<{len(values)}f", *values)).decode()
    if body.get("output_dtype") in WHOLE:
        return [round(value * INT8_SCALE) for value in values]
    return values


ROUTES: tuple[Route, ...] = (
    Route(method="POST", path="/v1/embeddings", refusal=refusal, usual=usual),
)
