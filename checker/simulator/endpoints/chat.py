"""POST /v1/chat/completions: completions as JSON or as server-sent events."""

from __future__ import annotations

from checker.simulator.chat import completion, default_reply
from checker.simulator.rules import completion_fields, fields, guardrails, model
from checker.simulator.rules.call import EndpointCall, Route
from checker.simulator.wire.answer import Raw, Reply

NAME = "chat"
FIELDS: fields.Table = {  # SDK 3.7.0: ChatCompletionRequest
    "model": fields.text,
    "temperature": completion_fields.TEMPERATURE,
    "top_p": fields.number(0, 1),
    "safe_prompt": fields.boolean,
    **completion_fields.FIELDS,
}


def refusal(call: EndpointCall) -> Raw | None:
    """Return the first error that the API would report: form, model, conversation, length."""
    refused = fields.refusal(call.request, FIELDS, ("model", "messages"))
    if refused is not None:
        return refused
    name = call.request.model
    return (
        completion_fields.form(call)
        or model.refusal(call, name, "completion_chat")
        or completion_fields.sense(call, name)
        or guardrails.refusal(call)
    )


def usual(call: EndpointCall) -> Reply:
    """Return an answer that shows what was asked; see ``default_reply``."""
    return default_reply.default_reply(call.request, call.memory)


ROUTES: tuple[Route, ...] = (
    Route(
        method="POST",
        path="/v1/chat/completions",
        refusal=refusal,
        usual=usual,
        form=completion.CHAT,
    ),
)
