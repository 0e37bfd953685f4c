"""POST /v1/moderations and /v1/chat/moderations: scores from some words of each category."""

from __future__ import annotations

import hashlib
from typing import Any

from checker.simulator.canned.moderation import flags, scores
from checker.simulator.rules import fields, inputs, messages, model
from checker.simulator.rules.call import EndpointCall, Route
from checker.simulator.rules.texts import text_of
from checker.simulator.wire.answer import Raw
from checker.simulator.wire.error_bodies import as_json

NAME = "moderations"
FIELDS = inputs.TO_CLASSIFY
OF_CHATS: fields.Table = {"model": fields.text, "input": fields.items()}  # ChatModerationRequest


def refusal(call: EndpointCall) -> Raw | None:
    """Return what is wrong with the fields, the texts or the model."""
    return inputs.refusal(call, "moderation")


def refusal_of_chats(call: EndpointCall) -> Raw | None:
    """Return what is wrong with the fields, the messages or the model."""
    return (
        fields.refusal(call.request, OF_CHATS, ("model", "input"))
        or fields.refused(
            problem for chat in chats(call.body) for problem in messages.problems(chat)
        )
        or inputs.classified(call, "moderation", _last(call))
    )


def usual(call: EndpointCall) -> Raw:
    """Return one result for each text."""
    return _results(call, call.request.inputs)


def usual_of_chats(call: EndpointCall) -> Raw:
    """Return one result for the last message of each conversation (docs, moderation)."""
    return _results(call, _last(call))


def _last(call: EndpointCall) -> list[str]:
    return [text_of(chat[-1]) for chat in chats(call.body)]


def chats(body: dict[str, Any]) -> list[list[Any]]:
    """Return the conversations; one that was sent by itself is a list of one."""
    given: list[Any] = body["input"]
    if given and all(isinstance(each, list) for each in given):
        return given
    return [given]


def _results(call: EndpointCall, texts: list[str]) -> Raw:
    found = [scores(text) for text in texts]
    body = {
        "id": hashlib.sha256(call.request.raw).hexdigest()[:32],
        "model": call.request.model,
        "results": [{"categories": flags(each), "category_scores": each} for each in found],
    }
    return as_json(200, body, model.headers(call, call.request.model))


ROUTES: tuple[Route, ...] = (
    Route(method="POST", path="/v1/moderations", refusal=refusal, usual=usual),
    Route(
        method="POST",
        path="/v1/chat/moderations",
        refusal=refusal_of_chats,
        usual=usual_of_chats,
    ),
)
