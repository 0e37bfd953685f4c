"""POST /v1/agents/completions: chat completions by an agent's model; global hosts only."""

from __future__ import annotations

from dataclasses import replace

from checker.simulator.chat import completion, default_reply
from checker.simulator.rules import completion_fields, fields
from checker.simulator.rules.call import EndpointCall, Route
from checker.simulator.wire.answer import Raw, Reply
from checker.simulator.wire.error_bodies import not_found

NAME = "agent_completions"
FIELDS: fields.Table = {"agent_id": fields.text, **completion_fields.FIELDS}  # SDK 3.7.0: same name


def refusal(call: EndpointCall) -> Raw | None:
    """Return the first error that the API would report: form, agent, conversation, length."""
    refused = fields.refusal(call.request, FIELDS, ("agent_id", "messages"))
    if refused is None:
        refused = completion_fields.form(call)
    if refused is not None:
        return refused
    agent = call.memory.agents.get(call.body["agent_id"])
    if agent is None:
        return not_found(f"Agent {call.body['agent_id']}")
    return completion_fields.sense(call, agent.fields["model"])


def usual(call: EndpointCall) -> Reply:
    """Return the answer of the agent's model to the messages."""
    return default_reply.default_reply(
        replace(call.request, body={**call.body, "model": _model(call)}), call.memory
    )


def _model(call: EndpointCall) -> str:
    agent = call.memory.agents.get(call.body["agent_id"])
    return "" if agent is None else str(agent.fields["model"])


ROUTES: tuple[Route, ...] = (
    Route(
        method="POST",
        path="/v1/agents/completions",
        refusal=refusal,
        usual=usual,
        form=completion.ChatForm(name=_model),
        regional=False,
    ),
)
