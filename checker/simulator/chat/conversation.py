"""The conversation that a request starts, continues, or restarts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from checker.simulator.canned.ids import prefixed
from checker.simulator.chat import entries
from checker.simulator.rules.call import EndpointCall
from checker.simulator.store.records import Agent, Conversation
from checker.simulator.wire.values import weight

INHERITED = ("instructions", "tools", "completion_args", "guardrails")  # from an agent
SETTINGS = (*INHERITED, "name", "description", "metadata")  # SDK 3.7.0: ModelConversation

ARGUMENTS = {  # docs, agents: the completion_args of a new agent
    **dict.fromkeys(("stop", "presence_penalty", "frequency_penalty", "top_p", "max_tokens")),
    **dict.fromkeys(("random_seed", "prediction", "response_format", "reasoning_effort")),
    "temperature": 0.3,
    "tool_choice": "auto",
}


def arguments(given: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return all completion arguments, with the API's defaults for missing ones."""
    return {**ARGUMENTS, **(given or {})}


def begun(call: EndpointCall) -> Conversation:
    """Return the conversation with what the request adds, before it is answered."""
    earlier = call.memory.conversations.get(call.named.get("conversation", ""))
    added = entries.from_inputs(call.memory, call.body.get("inputs"))
    now = call.memory.clock.now()
    if earlier is None:
        return _started(call, added)
    if "from_entry_id" not in call.body:
        added_weight = earlier.weight + weight(call.request.raw)
        together = (*earlier.entries, *added)
        return replace(earlier, weight=added_weight, entries=together, updated_at=now)
    kept = until(earlier, str(call.body["from_entry_id"]))
    return replace(
        earlier,
        id=prefixed("conv", call.memory.number("conversation")),
        weight=earlier.weight + weight(call.request.raw),
        entries=(*kept, *added),
        created_at=now,
        updated_at=now,
    )


def until(conversation: Conversation, entry: str) -> tuple[Mapping[str, Any], ...]:
    """Return the entries up to this one, inclusive; none if it is not in the conversation."""
    for index, each in enumerate(conversation.entries):
        if each["id"] == entry:
            return conversation.entries[: index + 1]
    return ()


def keep(
    conversation: Conversation, outputs: Sequence[Mapping[str, Any]], call: EndpointCall
) -> None:
    """Store the conversation with its answer, unless the request forbids it."""
    if call.body.get("store") is not False:
        whole = replace(conversation, entries=(*conversation.entries, *outputs))
        call.memory.conversations.put(conversation.id, whole)


def agent_of(call: EndpointCall, conversation: Conversation | None = None) -> Agent | None:
    """Return the agent that a request talks to."""
    name = call.body.get("agent_id") if conversation is None else conversation.agent_id
    return None if name is None else call.memory.agents.get(str(name))


def _started(call: EndpointCall, added: Sequence[Mapping[str, Any]]) -> Conversation:
    agent = agent_of(call)
    given = {} if agent is None else dict(agent.fields)
    inherited = {name: given.get(name) for name in INHERITED}
    own = {name: call.body[name] for name in SETTINGS if call.body.get(name) is not None}
    now = call.memory.clock.now()
    return Conversation(
        id=prefixed("conv", call.memory.number("conversation")),
        weight=weight(call.request.raw),
        agent_id=None if agent is None else agent.id,
        agent_version=None if agent is None else agent.current,
        model=str(call.body.get("model") or given.get("model")),
        settings={**dict.fromkeys(SETTINGS), **inherited, **own},
        entries=tuple(added),
        created_at=now,
        updated_at=now,
    )
