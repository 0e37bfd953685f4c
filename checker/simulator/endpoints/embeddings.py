"""POST /v1/embeddings: limits as observed, vectors whose cosine follows shared words."""

from __future__ import annotations

import base64
import hashlib
import struct
from typing import Any

from checker.simulator.answer import Raw
from checker.simulator.limits import Limits, tokens_of
from checker.simulator.models import serving
from checker.simulator.refusals import as_json, error, invalid, invalid_model, problem
from checker.simulator.rules import fields
from checker.simulator.vectors import vector
from checker.simulator.wire import WireRequest

NAME = "embeddings"
METHODS: tuple[str, ...] = ("POST",)
COMPLETES = False
PATH = "/v1/embeddings"
FIELDS: fields.Table = {  # SDK 3.7.0: EmbeddingRequest
    "model": fields.text,
    "input": fields.anything,
    "metadata": fields.mapping,
    "output_dimension": fields.integer(1, 4096),
    "output_dtype": fields.one_of("float", "int8", "uint8", "binary", "ubinary"),
    "encoding_format": fields.one_of("float", "base64"),
}


def serves(path: str) -> bool:
    """Return whether the path is the endpoint's."""
    return path == PATH


def refusal(request: WireRequest, limits: Limits) -> Raw | None:
    """Return what is wrong with the fields, the model, the texts or their number."""
    refused = fields.refusal(request, FIELDS, ("model", "input"))
    if refused is not None:
        return refused
    wrong = _wrong_texts(request.body["input"])
    if wrong is not None:
        return invalid(wrong)
    if serving(request.model, "embeddings") is None:
        return invalid_model(request.model)
    return _over(request.inputs, limits)


def usual(request: WireRequest, limits: Limits) -> Raw:
    """Return one vector for each text, in order."""
    length = request.body.get("output_dimension") or limits.dimensions
    packed = request.body.get("encoding_format") == "base64"
    vectors = [vector(text, int(length)) for text in request.inputs]
    tokens = sum(map(tokens_of, request.inputs))
    body = {
        "id": hashlib.sha256(request.raw).hexdigest()[:32],
        "object": "list",
        "model": request.model,
        "data": [
            {"object": "embedding", "index": i, "embedding": _packed(v) if packed else v}
            for i, v in enumerate(vectors)
        ],
        "usage": {"prompt_tokens": tokens, "completion_tokens": 0, "total_tokens": tokens},
    }
    return as_json(200, body)


def _wrong_texts(given: Any) -> dict[str, Any] | None:
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


def _over(texts: list[str], limits: Limits) -> Raw | None:
    """Return the refusal of too much at once (edgequake-llm#74, semantic-router#297)."""
    tokens = [tokens_of(text) for text in texts]
    message = ""
    if len(texts) > limits.inputs:
        message = "Too many inputs in request, split into more batches."
    elif max(tokens) > limits.tokens_per_text:  # the wording is ours
        message = f"Input has {max(tokens)} tokens, at most {limits.tokens_per_text} are allowed."
    elif sum(tokens) > limits.tokens:
        message = "Too many tokens overall, split into more batches."
    return error(400, message, "invalid_request_prompt", "3210") if message else None


def _packed(values: list[float]) -> str:
    return base64.b64encode(struct.pack(f"<{len(values)}f", *values)).decode()
