"""POST /v1/classifications and /v1/chat/classifications: one target, two labels."""

from __future__ import annotations

import hashlib
from typing import Any

from checker.simulator.canned.moderation import scores
from checker.simulator.rules import fields, inputs, messages, model
from checker.simulator.rules.call import EndpointCall, Route
from checker.simulator.rules.texts import text_of
from checker.simulator.wire.answer import Raw
from checker.simulator.wire.error_bodies import as_json, problem

NAME = "classifications"
FIELDS = inputs.TO_CLASSIFY
OF_CHATS: fields.Table = {"model": fields.text, "input": fields.anything}


def refusal(call: EndpointCall) -> Raw | None:
    """Return what is wrong with the fields, the texts or the model."""
    return inputs.refusal(call, "classification")


def refusal_of_chats(call: EndpointCall) -> Raw | None:
    """Return what is wrong with the fields, the messages or the model."""
    return (
        fields.refusal(call.request, OF_CHATS, ("model", "input"))
        or fields.refused(each for chat in _chats(call.body) for each in _wrong(chat))
        or inputs.classified(call, "classification", _last(call))
    )


def usual(call: EndpointCall) -> Raw:
    """Return scores for each text."""
    return _results(call, call.request.inputs)


def usual_of_chats(call: EndpointCall) -> Raw:
    """Return scores for the last message of each conversation."""
    return _results(call, _last(call))


def _last(call: EndpointCall) -> list[str]:
    return [text_of(chat["messages"][-1]) for chat in _chats(call.body)]


def _chats(body: dict[str, Any]) -> list[Any]:
    """Return the conversations (SDK 3.7.0: ``Inputs``, one InstructRequest or a list of them)."""
    given = body["input"]
    return given if isinstance(given, list) else [given]


def _wrong(chat: Any) -> list[dict[str, Any]]:
    found = chat.get("messages") if isinstance(chat, dict) else None
    if not isinstance(found, list):
        return [problem("missing", ("input", "messages"), "Field required", chat)]
    return messages.problems(found)


def _results(call: EndpointCall, texts: list[str]) -> Raw:
    """Return a classifier's answer for what moderation would flag (target and labels ours)."""
    found = [max(scores(text).values()) for text in texts]
    body = {
        "id": hashlib.sha256(call.request.raw).hexdigest()[:32],
        "model": call.request.model,
        "results": [
            {"harm": {"scores": {"harmful": score, "harmless": round(1 - score, 6)}}}
            for score in found
        ],
    }
    return as_json(200, body, model.headers(call, call.request.model))


ROUTES: tuple[Route, ...] = (
    Route(method="POST", path="/v1/classifications", refusal=refusal, usual=usual),
    Route(
        method="POST",
        path="/v1/chat/classifications",
        refusal=refusal_of_chats,
        usual=usual_of_chats,
    ),
)
