"""Aliases of agents: names for their versions; global hosts only."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from checker.simulator.chat.entries import timestamp
from checker.simulator.rules.call import EndpointCall, Route
from checker.simulator.store.records import Agent, AgentAlias
from checker.simulator.wire.answer import Raw
from checker.simulator.wire.error_bodies import as_json, invalid, not_found, problem

PATH = "/v1/agents/{agent}/aliases"
NO_CONTENT = Raw(status=204, content=b"", content_type="application/json")
MOST_ALIASES = 100  # ours


def missing(call: EndpointCall) -> Raw | None:
    """Return a 404 for an agent that does not exist (ours)."""
    name = call.named["agent"]
    return not_found(f"Agent {name}") if call.memory.agents.get(name) is None else None


def wrong_alias(call: EndpointCall) -> Raw | None:
    """Return what is wrong with an alias: no agent, no name, or no such version (ours)."""
    refused = missing(call)
    if refused is not None:
        return refused
    if not call.asked("alias"):
        return invalid(problem("missing", ("alias",), "Field required", None))
    if len(_agent(call).aliases) >= MOST_ALIASES:
        words = f"An agent has at most {MOST_ALIASES} aliases"
        return invalid(problem("too_long", ("alias",), words, call.asked("alias")))
    known = call.asked("version").isdecimal() and call.number("version", -1) < len(
        _agent(call).versions
    )
    return None if known else not_found(f"Version {call.asked('version')}")


def no_alias(call: EndpointCall) -> Raw | None:
    """Return a 404 for an alias, or an agent, that does not exist (ours)."""
    refused = missing(call)
    if refused is not None or _named(call):
        return refused
    return not_found(f"Alias {call.asked('alias')}")


def put(call: EndpointCall) -> Raw:
    """Let an alias name a version, from now on or instead of another."""
    now, before = call.memory.clock.now(), _named(call)
    alias = AgentAlias(
        name=call.asked("alias"),
        version=call.number("version", 0),
        created_at=before[0].created_at if before else now,
        updated_at=now,
    )
    _keep(call, (*_others(call), alias))
    return as_json(200, _described(alias))


def listed(call: EndpointCall) -> Raw:
    """Return every alias."""
    return as_json(200, [_described(each) for each in _agent(call).aliases])


def delete(call: EndpointCall) -> Raw:
    """Delete the alias."""
    _keep(call, _others(call))
    return NO_CONTENT


def _agent(call: EndpointCall) -> Agent:
    agent = call.memory.agents.get(call.named["agent"])
    assert agent is not None  # noqa: S101  # ``missing`` came first
    return agent


def _named(call: EndpointCall) -> tuple[AgentAlias, ...]:
    return tuple(each for each in _agent(call).aliases if each.name == call.asked("alias"))


def _others(call: EndpointCall) -> tuple[AgentAlias, ...]:
    return tuple(each for each in _agent(call).aliases if each.name != call.asked("alias"))


def _keep(call: EndpointCall, aliases: tuple[AgentAlias, ...]) -> None:
    agent = replace(_agent(call), aliases=aliases)
    call.memory.agents.put(agent.id, agent)


def _described(alias: AgentAlias) -> dict[str, Any]:
    """Return an AgentAliasResponse of SDK 3.7.0."""
    return {
        "alias": alias.name,
        "version": alias.version,
        "created_at": timestamp(alias.created_at),
        "updated_at": timestamp(alias.updated_at),
    }


ROUTES: tuple[Route, ...] = (
    Route(method="PUT", path=PATH, refusal=wrong_alias, usual=put, regional=False),
    Route(method="GET", path=PATH, refusal=missing, usual=listed, regional=False),
    Route(method="DELETE", path=PATH, refusal=no_alias, usual=delete, regional=False),
)
