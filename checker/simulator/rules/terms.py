"""Under which terms a conversation starts and continues."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from checker.simulator.rules import completion_fields, entries, fields, model, tools
from checker.simulator.rules.call import EndpointCall
from checker.simulator.store.limits import tokens_of
from checker.simulator.store.records import Conversation
from checker.simulator.wire.answer import Raw
from checker.simulator.wire.error_bodies import invalid, not_found, problem

ARGUMENTS: fields.Table = {  # SDK 3.7.0: CompletionArgs
    "stop": fields.anything,
    "presence_penalty": fields.number(-2, 2),
    "frequency_penalty": fields.number(-2, 2),
    "temperature": completion_fields.TEMPERATURE,
    "top_p": fields.number(0, 1),
    "max_tokens": fields.integer(0),
    "random_seed": fields.integer(0),
    "prediction": fields.mapping,
    "response_format": fields.mapping,
    "tool_choice": completion_fields.CHOICES,
    "reasoning_effort": fields.text,
}
EVERY: fields.Table = {
    "inputs": fields.anything,
    "stream": fields.boolean,
    "store": fields.boolean,
    "handoff_execution": fields.one_of("client", "server"),
    "completion_args": fields.mapping,
}
VERSION: fields.Table = {"agent_version": fields.anything}
SETTINGS: fields.Table = {
    "instructions": fields.text,
    "tools": fields.items(completion_fields.MAX_TOOLS),
    "completion_args": fields.mapping,
    "guardrails": fields.items(),
    "name": fields.text,
    "description": fields.text,
    "metadata": fields.mapping,
}
START: fields.Table = {  # SDK 3.7.0: ConversationRequest
    **EVERY,
    **SETTINGS,
    **VERSION,
    "agent_id": fields.text,
    "model": fields.text,
}
APPEND: fields.Table = {**EVERY, "tool_confirmations": fields.items()}
RESTART: fields.Table = {
    **EVERY,
    **VERSION,
    "from_entry_id": fields.text,
    "guardrails": fields.items(),
    "metadata": fields.mapping,
}


def refusal_to_start(call: EndpointCall) -> Raw | None:
    """Return what is wrong with the fields, the model or agent, or the inputs."""
    return (
        fields.refusal(call.request, START, ("inputs",))
        or _whom(call)
        or settings(call)
        or entries.refusal(call.body["inputs"])
        or _nothing(call)
        or entries.missing_results((), _listed(call))
        or _too_long(call, (), str(call.body.get("model") or _agents_model(call)))
    )


def refusal_to_append(call: EndpointCall, talk: Conversation) -> Raw | None:
    """Return what is wrong with the fields, or with the inputs after the last entry."""
    return (
        fields.refusal(call.request, APPEND, ())
        or settings(call)
        or entries.refusal(call.body.get("inputs") or [])
        or entries.missing_results(talk.entries, _listed(call))
        or _too_long(call, talk.entries, talk.model)
    )


def refusal_to_restart(call: EndpointCall, talk: Conversation) -> Raw | None:
    """Return what is wrong with the fields, the entry, or the inputs after it."""
    refused = fields.refusal(call.request, RESTART, ("from_entry_id",))
    if refused is not None:
        return refused
    names = [entry["id"] for entry in talk.entries]
    wanted = call.body["from_entry_id"]
    if wanted not in names:
        return not_found(f"Entry {wanted}")
    before = talk.entries[: names.index(wanted) + 1]
    return (
        settings(call)
        or entries.refusal(call.body.get("inputs") or [])
        or entries.missing_results(before, _listed(call))
        or _too_long(call, before, talk.model)
    )


def settings(call: EndpointCall) -> Raw | None:
    """Return what is wrong with tools or completion arguments, of conversations and agents."""
    given = call.body.get("completion_args") or {}
    found = fields.problems(given, ARGUMENTS, (), ("completion_args",))
    if found:
        return invalid(*found)
    return completion_fields.response_format(given) or tools.refusal(call, tools.IN_CONVERSATIONS)


def _whom(call: EndpointCall) -> Raw | None:
    """Return a refusal unless the request names one existing model or agent (words are ours)."""
    agent, name = call.body.get("agent_id"), call.body.get("model")
    if (agent is None) == (name is None):
        words = "Value error, exactly one of agent_id and model must be given"
        return invalid(problem("value_error", (), words, call.body))
    if name is not None:
        return model.refusal(call, str(name), "completion_chat")
    return not_found(f"Agent {agent}") if call.memory.agents.get(str(agent)) is None else None


def _agents_model(call: EndpointCall) -> str:
    agent = call.memory.agents.get(str(call.body.get("agent_id")))
    return "" if agent is None else str(agent.fields["model"])


def _too_long(call: EndpointCall, before: Sequence[Mapping[str, Any]], name: str) -> Raw | None:
    model = call.memory.model(name)
    told = [*(each.get("content") for each in before), call.body.get("inputs")]
    tokens = sum(tokens_of(json.dumps(each)) for each in told if each)
    return entries.too_long(tokens, 0 if model is None else model.context)


def _nothing(call: EndpointCall) -> Raw | None:
    """Return a 422 if a conversation would start without an entry (the wording is ours)."""
    if call.body["inputs"]:
        return None
    words = "List should have at least 1 item after validation, not 0"
    return invalid(problem("too_short", ("inputs",), words, call.body["inputs"]))


def _listed(call: EndpointCall) -> list[Any]:
    """Return the inputs as entries; text is a user's message."""
    inputs = call.body.get("inputs")
    return [{"type": "message.input"}] if isinstance(inputs, str) else inputs or []
